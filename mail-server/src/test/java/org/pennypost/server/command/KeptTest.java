package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;

class KeptTest {
    @TempDir
    Path directory;

    @Test
    void whatOneServerLeavesIsEnough() throws Exception {
        Path mail = directory.resolve("elsewhere/mail");
        assertEquals(
                ExitStatus.INPUT_OUTPUT,
                assertThrows(StartFailure.class, () -> Kept.check(directory, mail))
                        .status());
        Files.createDirectories(mail);
        assertDoesNotThrow(() -> Kept.check(directory, mail));
    }

    @Test
    void whatMayNotBeReadIsNotTakenForNothing() throws Exception {
        StartFailure refused = assertThrows(StartFailure.class, () -> Kept.readable(directory, false));
        assertEquals(ExitStatus.NO_PERMISSION, refused.status());
        assertEquals(
                directory + " is not yours to use; do this as "
                        + Files.getOwner(directory).getName(),
                refused.getMessage());
        assertDoesNotThrow(() -> Kept.readable(directory.resolve("not there"), false));
    }
}
