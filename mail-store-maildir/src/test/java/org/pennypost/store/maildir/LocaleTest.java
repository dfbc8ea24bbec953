package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.ChildJvm;

/** What cannot be the name of a file here. */
class LocaleTest {
    @TempDir
    Path directory;

    @Test
    void aUserWhoseLettersTheLocaleLacksIsRefusedAndOthersGoOn() throws Exception {
        Tree tree = new Tree(directory).make();
        tree.deliver("cur", "1600000001.M1P1.host:2,", "a: b\n\nc");
        tree.deliver("cur", "1600000002.M1P1.ho\nst:2,", "a: b\n\nc");
        Files.writeString(directory.resolve(Sharers.FILE), "alice\nj\u00fcrgen\n");
        Path said = directory.resolve("said");
        ProcessBuilder builder =
                ChildJvm.of(List.of(), LocaleChild.class, directory.toString()).redirectError(said.toFile());
        builder.environment().put("LC_ALL", "C");
        Process child = builder.start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        assertEquals(0, child.waitFor(), () -> read(said));
        assertEquals(List.of("1", "1", "[alice]", "CANNOT"), lines);
        assertEquals(
                1,
                read(said)
                        .lines()
                        .filter(line -> line.contains("count for nothing"))
                        .count(),
                () -> read(said));
    }

    @Test
    void aNameThatNoLocaleHasIsRefused() throws Exception {
        try (MailStore store = new Tree(directory).make().open()) {
            assertEquals(
                    StoreException.Reason.CANNOT,
                    assertThrows(StoreException.class, () -> store.account("j\ud800"))
                            .reason());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
