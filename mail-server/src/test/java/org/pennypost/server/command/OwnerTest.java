package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;

class OwnerTest {
    @TempDir
    Path directory;

    @Test
    void aServerOfAnotherIsWarned() throws Exception {
        String owner = Files.getOwner(directory).getName();
        assertEquals(Optional.empty(), Owner.warning(directory, owner));
        assertEquals(Optional.empty(), Owner.warning(directory.resolve("not there yet"), "somebody"));
        assertEquals(
                Optional.of(directory + " belongs to " + owner
                        + ", who will not be able to read what this server, run by somebody, writes there"),
                Owner.warning(directory, "somebody"));
    }

    /** In a container that runs as any number there is no name for it, and Java says "?". */
    @Test
    void whoHasNoNameOwnsWhatHeMakes() throws Exception {
        assertEquals("anna", Owner.here("anna"));
        assertEquals(Files.getOwner(directory).getName(), Owner.here("?"));
    }

    @Test
    void onlyTheOwnerGoesOn() throws Exception {
        String owner = Files.getOwner(directory).getName();
        assertDoesNotThrow(() -> Owner.check(directory, owner));
        assertDoesNotThrow(() -> Owner.check(directory.resolve("not there yet"), "somebody"));
        StartFailure refused = assertThrows(StartFailure.class, () -> Owner.check(directory, "somebody"));
        assertEquals(ExitStatus.NO_PERMISSION, refused.status());
        assertEquals(
                directory + " belongs to " + owner + "; do this as " + owner + ", not as somebody",
                refused.getMessage());
    }
}
