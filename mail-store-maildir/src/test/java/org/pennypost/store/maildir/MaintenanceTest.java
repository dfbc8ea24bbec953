package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance;
import org.pennypost.core.mailbox.SearchableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.testing.Mails;

/** {@code verify} finds and leaves alone, {@code repair} mends and deletes nothing. */
class MaintenanceTest {
    @TempDir
    Path directory;

    private final List<String> findings = new ArrayList<>();
    private long reported;
    private final Maintenance.Report report = new Maintenance.Report() {
        @Override
        public void progress(MailboxName mailbox, long done, long total) {
            assertTrue(done <= total);
            reported = done;
        }

        @Override
        public void finding(Maintenance.Finding finding) {
            findings.add(finding.mailbox() + " " + finding.what());
        }
    };

    @Test
    void whatIsInOrderGivesNoFinding() throws StoreException {
        try (MaildirStore store = damaged(false)) {
            store.verify("alice", report);
            assertEquals(List.of(), findings);
            Mails.assertRefused(Reason.NONEXISTENT, () -> store.verify("nobody", report));
        }
    }

    @Test
    void damageIsFoundAndNothingIsChanged() throws StoreException, IOException {
        try (MaildirStore store = damaged(true)) {
            Map<String, String> before = files();
            store.verify("alice", report);
            assertEquals(before, files());
            assertEquals(3, findings.size(), findings::toString);
        }
    }

    @Test
    void mailThatNobodySeesIsSaidAndLeftAlone() throws StoreException, IOException {
        try (MaildirStore store = damaged(false)) {
            Path maildir = new Tree(directory).maildir();
            // A list wildcard, a letter in two parts, octets of UTF-8, one more INBOX; LAYOUT=fs of Dovecot.
            List<String> names = List.of(".100%", ".Entwu&Awg-rfe", ".Entw\u00fcrfe", ".INBOX", "Work");
            for (String name : names) {
                Files.createDirectories(maildir.resolve(name).resolve("cur"));
            }
            Files.createDirectories(maildir.resolve("sieve").resolve("tmp"));
            store.verify("alice", report);
            assertEquals(names.size(), findings.size(), findings::toString);
            names.forEach(name -> assertTrue(findings.toString().contains(maildir.resolve(name) + " ")));
            findings.clear();
            store.repair("alice", report);
            assertEquals(names.size(), findings.size(), findings::toString);
            names.forEach(name -> assertTrue(Files.isDirectory(maildir.resolve(name))));
        }
    }

    @Test
    void repairKeepsEachMessageAndItsUid() throws StoreException, IOException {
        try (MaildirStore store = damaged(true)) {
            store.repair("alice", report);
            findings.clear();
            store.verify("alice", report);
            assertEquals(List.of(), findings);
            assertEquals(List.of(1L, 2L, 3L), Mails.uids(Tree.inbox(store).refresh()));
            assertEquals("one\r\nmore\r\n", Mails.text(Tree.inbox(store), 1));
            assertEquals("two\r\n", Mails.text(Tree.inbox(store), 2));
        }
    }

    @Test
    void serverBesideARepairGivesNoOtherUid() throws StoreException {
        try (MaildirStore server = damaged(true);
                MailStore tool = new Tree(directory).open()) {
            ((MaildirStore) tool).repair("alice", report);
            Mails.assertRefused(Reason.NONEXISTENT, () -> refreshedForEver(Tree.inbox(server)));
            assertEquals(List.of(1L, 2L, 3L), Mails.uids(Tree.inbox(server).refresh()));
            assertEquals(11, Tree.inbox(server).content(1).size());
            assertEquals("one\r\nmore\r\n", Mails.text(Tree.inbox(server), 1));
            assertEquals(4, Mails.append(Tree.alice(server), "four\r\n"));
        }
    }

    @Test
    void deliveryBesideARepairGivesNoOtherUid() throws StoreException, IOException {
        try (MaildirStore server = damaged(true);
                MailStore tool = new Tree(directory).open()) {
            FileTime before =
                    Files.getLastModifiedTime(new Tree(directory).maildir().resolve("new"));
            ((MaildirStore) tool).repair("alice", report);
            Files.setLastModifiedTime(new Tree(directory).maildir().resolve("new"), before);
            Mails.assertRefused(Reason.NONEXISTENT, () -> Mails.append(Tree.alice(server), "four\r\n"));
            assertEquals(4, Mails.append(Tree.alice(server), "four\r\n"));
            assertEquals(List.of(1L, 2L, 3L, 4L), Mails.uids(Tree.inbox(server).refresh()));
        }
    }

    /** What others did may be seen a little later than at once. */
    private static void refreshedForEver(Mailbox mailbox) throws StoreException {
        for (long start = System.nanoTime(); System.nanoTime() - start < 20_000_000_000L; ) {
            mailbox.refresh();
        }
    }

    @Test
    void cachesAndIndexAreMadeAnewAndNothingElse() throws StoreException, IOException {
        Tree tree = new Tree(directory);
        try (MaildirStore store = (MaildirStore) tree.open()) {
            for (int i = 0; i < 100; i++) {
                Mails.append(Tree.alice(store), "\r\nneedle" + (i % 10) + "\r\n");
            }
            List<String> messages = tree.names("new");
            Path cache = Files.writeString(tree.maildir().resolve("pennypost-cache-imap-fetch"), "damaged");
            Path index = Files.createDirectory(tree.maildir().resolve("pennypost-index"));
            Files.writeString(index.resolve("segment-1"), "damaged");
            store.rebuild("alice", report);
            assertEquals(messages, tree.names("new"));
            assertTrue(Files.notExists(cache));
            assertTrue(Files.notExists(index.resolve("segment-1")));
            SearchableMailbox inbox = (SearchableMailbox) Tree.inbox(store);
            assertEquals(
                    10,
                    inbox.mayContain("NEEDLE3", MessageLimits.DEFAULTS)
                            .orElseThrow()
                            .size());
            Mails.assertRefused(Reason.NONEXISTENT, () -> store.rebuild("nobody", report));
        }
        assertEquals(100, reported);
    }

    /** Whether it is moved away while it is read, or before its turn. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void aMailboxThatGoesMeanwhileIsToldAndTheOthersAreMadeAnew(String gone) throws StoreException, IOException {
        Tree tree = new Tree(directory);
        try (MaildirStore server = (MaildirStore) tree.open()) {
            for (String name : List.of("A", "B", "C")) {
                MailboxName mailbox = MailboxName.of(name);
                Tree.alice(server).create(mailbox, Set.of());
                for (int i = 0; i < 100; i++) {
                    Mails.append(Tree.alice(server), Tree.alice(server).mailbox(mailbox), "\r\nneedle\r\n");
                }
            }
        }
        Path cache = Files.writeString(tree.maildir().resolve(".C/pennypost-cache-imap-fetch"), "damaged");
        try (MaildirStore tool = (MaildirStore) tree.open()) {
            tool.rebuild("alice", new Maintenance.Report() {
                @Override
                public void progress(MailboxName mailbox, long done, long total) {
                    if (done == 50 && mailbox.path().equals("A")) {
                        moved(tree.maildir(), "." + gone, ".Z");
                    }
                }

                @Override
                public void finding(Maintenance.Finding finding) {
                    report.finding(finding);
                }
            });
        }
        assertEquals(List.of(gone + " was deleted or renamed meanwhile"), findings);
        assertTrue(Files.notExists(cache));
    }

    private static void moved(Path maildir, String from, String to) {
        try {
            Files.move(maildir.resolve(from), maildir.resolve(to));
        } catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }

    private MaildirStore damaged(boolean damage) throws StoreException {
        Tree tree = new Tree(directory);
        MaildirStore store = (MaildirStore) tree.open();
        for (String text : List.of("one\r\n", "two\r\n", "three\r\n")) {
            Mails.append(Tree.alice(store), text);
        }
        if (damage) {
            try {
                Path first =
                        tree.maildir().resolve("new").resolve(tree.names("new").get(0));
                Files.writeString(first, "more\r\n", StandardOpenOption.APPEND);
                Files.writeString(tree.uidlist(), "garbage\n", StandardOpenOption.APPEND);
            } catch (IOException trouble) {
                throw new AssertionError(trouble);
            }
        }
        return store;
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.readString(file) + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
