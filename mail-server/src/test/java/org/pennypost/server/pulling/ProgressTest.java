package org.pennypost.server.pulling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.UidSet;

class ProgressTest {
    @TempDir
    Path directory;

    @Test
    void aNameMayHaveATab() throws Exception {
        try (Progress progress = Progress.in(file())) {
            progress.done("a\tb", 7, 12);
            progress.trying("a%09b", 7, new Progress.Attempt(UidSet.of(3), 1, 4));
        }
        try (Progress again = Progress.in(file())) {
            assertEquals(12, again.last("a\tb", 7));
            assertEquals(0, again.last("a%09b", 7));
            assertEquals(UidSet.of(3), again.attempt("a%09b", 7).orElseThrow().uids());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseReadsWhichMailboxesThereAre() throws Exception {
        Progress.in(file()).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
    }

    private Path file() {
        return directory.resolve("imports/tim");
    }
}
