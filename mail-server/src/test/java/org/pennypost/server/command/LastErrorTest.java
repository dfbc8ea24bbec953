package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.ChildJvm;
import org.pennypost.server.ExitStatus;

/** What a want of memory does to threads, in a process that has little. */
class LastErrorTest {
    @Test
    void aThreadOfOursGoesOnAndTheProcessEndsWithAnother() throws Exception {
        Process child = ChildJvm.with(List.of("-Xmx16m"), LastErrorChild.class)
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(ExitStatus.SOFTWARE, child.waitFor(), said);
        assertEquals(1, said.split("the hoard, which goes on: too little memory", -1).length - 1, said);
        assertTrue(said.contains("the third turn"), said);
        assertTrue(said.contains("this has ended the thread mail-io-7, and so the server ends"), said);
    }
}
