package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
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

    private final List<Path> scratch = new ArrayList<>();
    private final List<Path> other = new ArrayList<>();

    @Test
    void onlyWhatIsOlderThan36HoursGoes() throws IOException, StoreException {
        Tree tree = new Tree(directory);
        try (MailStore store = tree.open()) {
            Tree.alice(store);
        }
        Path inbox = tree.maildir();
        List<Path> maildirs = List.of(inbox, inbox.resolve(".Sent"), inbox.resolve(".Trash"));
        for (Path maildir : maildirs) {
            leave(maildir.resolve("tmp"), "1600000000.P1Q1.host");
            leave(maildir, "pennypost-cache-imap-fetch.new");
            leave(Files.createDirectories(maildir.resolve("pennypost-index")), "segment-abc.new");
        }
        Path strange = Files.createDirectory(inbox.resolve("tmp/directory"));
        Path deleted =
                Files.createDirectories(inbox.resolve("..pennypost-deleted-1").resolve("cur"));
        scratch.add(Files.writeString(deleted.resolve("message"), "x"));
        for (Path maildir : maildirs) {
            Scratch.clean(maildir, later(35));
        }
        assertEquals(List.of(), scratch.stream().filter(Files::notExists).toList());
        try (MailStore store = MaildirStore.open(directory, true, () -> later(37))) {
            Tree.alice(store);
            long start = System.nanoTime();
            while (scratch.stream().anyMatch(Files::exists) || Files.exists(deleted)) {
                assertTrue(System.nanoTime() - start < PATIENCE_NANOS, () -> "still there: " + scratch);
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of(), other.stream().filter(Files::notExists).toList());
        assertTrue(Files.isDirectory(strange));
    }

    @Test
    void draftStaysThatWasAppendedWithADateOfLongAgo() throws IOException, StoreException {
        Tree tree = new Tree(directory);
        try (MailStore store = tree.open()) {
            Account alice = Tree.alice(store);
            try (Draft draft = alice.draft()) {
                draft.write(ByteBuffer.wrap("one\r\n".getBytes(StandardCharsets.US_ASCII)));
                List<NewMessage> message =
                        List.of(new NewMessage(draft, Flags.NONE, Instant.parse("1999-01-01T00:00:00Z")));
                Tree.inbox(store).append(message);
                Scratch.clean(tree.maildir(), Instant.now());
                alice.mailbox(MailboxName.of("Trash")).append(message);
            }
        }
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
        scratch.add(Files.writeString(where.resolve(name), "half a "));
        if (name.endsWith(".new")) {
            other.add(Files.writeString(where.resolve(name.replace(".new", "")), "whole"));
        }
    }

    private static Instant later(int hours) {
        return Instant.now().plus(Duration.ofHours(hours));
    }
}
