package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    @Test
    void whoHasNoNameGoesByTheNumberOfHisFiles() throws Exception {
        String owner = Files.getOwner(directory).getName();
        assertEquals(owner, Owner.here("?", directory));
        assertEquals("anna", Owner.here("anna", directory));
        assertEquals("?", Owner.here("?", directory.resolve("no such file system")));
        assertEquals(owner, Owner.here());
    }

    @Test
    void nobodyElseMakesKeysThatTheServerCouldNotRead() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Path data = Files.createDirectory(directory.resolve("d"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        for (List<String> words : List.of(List.of("dkim", "show"), List.of("dns", "show"), List.of("cert", "renew"))) {
            try (Child child = Child.start(directory, words.get(0), words.get(1), "--data", "d")) {
                assertTrue(child.rest().contains("d belongs to nobody; do this as nobody"));
                assertEquals(ExitStatus.NO_PERMISSION, child.status());
            }
        }
        try (Stream<Path> made = Files.list(data)) {
            assertEquals(List.of(), made.toList());
        }
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
