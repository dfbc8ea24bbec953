package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.SmallDisk;

/** What deliveries and crashes of long ago have left is removed from every mailbox; what is younger may be in use. */
class ScratchTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir
    Path directory;

    private final List<Path> old = new ArrayList<>();
    private final List<Path> young = new ArrayList<>();

    @Test
    void onlyWhatIsOlderThan36HoursGoes() throws IOException, StoreException {
        Tree tree = new Tree(directory);
        try (MailStore store = tree.open()) {
            Tree.alice(store);
        }
        Path inbox = tree.maildir();
        for (Path maildir : List.of(inbox, inbox.resolve(".Sent"), inbox.resolve(".Trash"))) {
            leave(maildir.resolve("tmp"), "1600000000.P1Q1.host");
            leave(maildir, "pennypost-cache-imap-fetch.new");
            leave(Files.createDirectories(maildir.resolve("pennypost-index")), "segment-abc.new");
        }
        Path strange = Files.createDirectory(inbox.resolve("tmp/directory"));
        Path deleted =
                Files.createDirectories(inbox.resolve("..pennypost-deleted-1").resolve("cur"));
        age(Files.writeString(deleted.resolve("message"), "x"), 40);
        age(deleted.getParent(), 40);
        age(strange, 40);
        try (MailStore store = tree.open()) {
            Tree.alice(store);
            long start = System.nanoTime();
            while (old.stream().anyMatch(Files::exists) || Files.exists(deleted)) {
                assertTrue(System.nanoTime() - start < PATIENCE_NANOS, () -> "still there: " + old);
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of(), young.stream().filter(Files::notExists).toList());
        assertTrue(Files.isDirectory(strange));
    }

    @Test
    void mailboxIsDeletedEvenIfItsDirectoryCannotBeRemoved() throws IOException, StoreException, InterruptedException {
        Tree tree = new Tree(directory);
        MailboxName trash = MailboxName.of("Trash");
        try (MailStore store = tree.open()) {
            Account alice = Tree.alice(store);
            Mails.append(alice, alice.mailbox(trash), "one\r\n");
            SmallDisk stays = SmallDisk.on(tree.maildir().resolve(".Trash/mounted"), 64);
            try {
                alice.delete(trash);
                Mails.assertRefused(Reason.NONEXISTENT, () -> alice.mailbox(trash));
                assertEquals(0, ((QuotaRoot) alice).quota().messages());
                alice.create(trash, Set.of());
                assertEquals(0, alice.mailbox(trash).picture().size());
                alice.delete(trash);
            } finally {
                putBack(tree.maildir());
                stays.unmount();
            }
        }
    }

    private static void putBack(Path maildir) throws IOException {
        try (DirectoryStream<Path> deleted = Files.newDirectoryStream(maildir, Scratch.DELETED + "*")) {
            for (Path left : deleted) {
                Files.move(left, maildir.resolve(".Trash"));
            }
        }
    }

    private void leave(Path where, String name) throws IOException {
        young.add(age(Files.writeString(where.resolve("young-" + name), "half a "), 35));
        young.add(Files.writeString(where.resolve("cur-" + name.replace(".new", "")), "whole"));
        old.add(age(Files.writeString(where.resolve(name), "half a "), 37));
    }

    private static Path age(Path file, int hours) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
    }
}
