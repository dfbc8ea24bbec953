package org.pennypost.server.pulling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.SmallDisk;

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
    void flagsAndWhereMessagesAreAreKept() throws Exception {
        Progress.Brought one = new Progress.Brought(5, 8, 1, Flags.of(Flag.SEEN, Flag.of("$Work")));
        Progress.Brought two = new Progress.Brought(6, 8, 2, Flags.NONE);
        try (Progress progress = Progress.in(file())) {
            progress.brought("a\r\nb", 7, List.of(two, one));
            progress.brought("a\r\nb", 7, List.of(one.with(Flags.of(Flag.DRAFT))));
        }
        try (Progress again = Progress.in(file())) {
            assertEquals(List.of(one.with(Flags.of(Flag.DRAFT)), two), again.brought("a\r\nb", 7));
            assertEquals(List.of(), again.brought("a", 7));
        }
    }

    @Test
    void aFullDiskLeavesNoHalfOfALine() throws Exception {
        SmallDisk disk = SmallDisk.on(directory.resolve("small"), 64);
        try {
            Path file = disk.mail().resolve("tim");
            try (Progress progress = Progress.in(file)) {
                progress.done("INBOX", 7, 12);
                disk.fill();
                assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        progress.done("a".repeat(100), 7, i);
                    }
                });
                disk.empty();
                progress.done("INBOX", 7, 13);
            }
            assertTrue(Files.readAllLines(file).stream().allMatch(line -> line.split("\t").length == 4));
            try (Progress again = Progress.in(file)) {
                assertEquals(13, again.last("INBOX", 7));
            }
        } finally {
            disk.unmount();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void nobodyElseReadsWhichMailboxesThereAre() throws Exception {
        Progress.in(file()).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
    }

    private Path file() {
        return directory.resolve("imports/tim");
    }
}
