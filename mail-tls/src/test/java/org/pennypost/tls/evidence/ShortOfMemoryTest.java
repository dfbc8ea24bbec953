package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.testing.ChildJvm;

/** A log that is written in a process with little memory. */
class ShortOfMemoryTest {
    @TempDir
    Path directory;

    @Test
    void doesNotBreak() throws Exception {
        Process child = ChildJvm.with(
                        List.of("-Xmx24m", "-XX:+UseSerialGC"), ShortOfMemoryChild.class, directory.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("3 events\n", new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, child.waitFor());
    }
}
