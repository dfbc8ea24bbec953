package org.pennypost.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Copyable;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;
import org.pennypost.server.Stores;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.moving.MovingReport;

class BackupTest {
    private static final MailboxName WORK = MailboxName.of("Gr\u00fc\u00dfe/Work");
    private static final MovingReport QUIET = new MovingReport() {
        @Override
        public void progress(String what, long done, long total) {
            assertTrue(done <= total, what);
        }

        @Override
        public void notice(String line) {
            throw new AssertionError(line);
        }
    };

    @TempDir
    Path directory;

    private MailStore store;
    private Account tim;
    private Instant now = Instant.parse("2026-11-26T05:00:00Z");

    @BeforeEach
    void fill() throws Exception {
        store = open("data");
        tim = store.account("tim");
        tim.create(WORK, Set.of());
        tim.subscribe(WORK);
        for (int i = 0; i < 5; i++) {
            Mails.append(tim, "Subject: " + i + "\r\n\r\nx\r\n", i % 2 == 0 ? Flag.SEEN : Flag.of("$Work"));
        }
        tim.mailbox(MailboxName.INBOX).expunge(UidSet.of(2), Mailbox.Expunging.ALL);
        tim.mailbox(MailboxName.INBOX).move(UidSet.of(3), tim.mailbox(WORK));
        Files.writeString(directory.resolve("data/users"), "tim:{PLAIN}tanstaaf\n");
        Files.createDirectories(directory.resolve("data/queue/envelopes"));
        Files.createDirectories(directory.resolve("data/queue/messages"));
        Files.writeString(directory.resolve("data/queue/envelopes/a"), "with");
        Files.writeString(directory.resolve("data/queue/messages/a"), "content");
        Files.writeString(directory.resolve("data/queue/messages/b"), "whose recipients are as they were");
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void whatIsRestoredIsWhatWasThere() throws Exception {
        Map<String, List<String>> before = contents(tim);
        String name = backup().run(repository(), now);
        new Restore(repository(), QUIET).run(name, directory.resolve("new"), directory.resolve("new/mail"), true);
        assertEquals(tree(directory.resolve("data")), tree(directory.resolve("new")));
        try (MailStore restored = open("new")) {
            assertEquals(before, contents(restored.account("tim")));
            assertEquals(6, Mails.append(restored.account("tim"), "one more\r\n"));
        }
        assertEquals("content", Files.readString(directory.resolve("new/queue/messages/a")));
        assertEquals("with", Files.readString(directory.resolve("new/queue/envelopes/a")));
        assertTrue(Files.exists(directory.resolve("new/queue/messages/b")));
        assertThrows(
                IOException.class,
                () -> new Restore(repository(), QUIET)
                        .run(name, directory.resolve("new"), directory.resolve("new/mail"), true));
        new Restore(repository(), QUIET).run(name, directory.resolve("less"), directory.resolve("less/mail"), false);
        assertTrue(Files.notExists(directory.resolve("less/queue/messages/a")));
    }

    @Test
    void whatLinksLeadToIsKeptOnlyWhereMailMayBeElsewhere() throws Exception {
        Map<String, List<String>> before = contents(tim);
        Path elsewhere = Files.move(directory.resolve("data/mail/tim"), directory.resolve("tim"));
        Files.createSymbolicLink(directory.resolve("data/mail/tim"), elsewhere);
        Path link = Files.createSymbolicLink(directory.resolve("data/aliases"), Path.of("/etc/hostname"));
        Path inMail = Files.createSymbolicLink(elsewhere.resolve("Maildir/cur/x"), Path.of("/etc/hostname"));
        List<String> said = new ArrayList<>();
        MovingReport report = new MovingReport() {
            @Override
            public void progress(String what, long done, long total) {}

            @Override
            public void notice(String line) {
                said.add(line.replace(directory + "/", ""));
            }
        };
        Path named = Files.createSymbolicLink(directory.resolve("named"), directory.resolve("data"));
        String name =
                new Backup(named, directory.resolve("data/mail"), (Copyable) store, report).run(repository(), now);
        said.sort(null);
        assertEquals(
                List.of(
                        "data/mail/tim is a symbolic link; what it leads to is kept in its place",
                        "left out: data/aliases is a symbolic link",
                        "left out: data/mail/tim/Maildir/cur/x is a symbolic link"),
                said);
        Files.delete(link);
        Files.delete(inMail);
        new Restore(repository(), QUIET).run(name, directory.resolve("new"), directory.resolve("new/mail"), true);
        assertTrue(Files.exists(directory.resolve("new/users")));
        assertTrue(Files.isDirectory(directory.resolve("new/mail/tim"), LinkOption.NOFOLLOW_LINKS));
        try (MailStore restored = open("new")) {
            assertEquals(before, contents(restored.account("tim")));
        }
    }

    @Test
    void onlyWhatIsNewIsRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            Mails.append(tim, "x".repeat(100_000) + "\r\n");
        }
        Backup first = backup();
        String old = first.run(repository(), now);
        assertTrue(first.octets() > 2_000_000, "all of it");
        tim.mailbox(MailboxName.INBOX)
                .store(UidSet.ALL, new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.FLAGGED)), Long.MAX_VALUE);
        tim.mailbox(MailboxName.INBOX).move(UidSet.of(20), tim.mailbox(WORK));
        Mails.append(tim, "y".repeat(1000) + "\r\n");
        Map<String, List<String>> after = contents(tim);
        Backup second = backup();
        String fresh = second.run(repository(), now.plusSeconds(1));
        assertTrue(second.octets() < 150_000, () -> second.octets() + " octets were read again");
        Restore restore = new Restore(repository(), QUIET);
        assertEquals(List.of(old, fresh), restore.snapshots());
        assertEquals(List.of(), restore.verify(old));
        restore.run(fresh, directory.resolve("new"), directory.resolve("new/mail"), true);
        try (MailStore restored = open("new")) {
            assertEquals(after, contents(restored.account("tim")));
        }
    }

    @Test
    void noMessageIsMissingThatIsMovedMeanwhile() throws Exception {
        for (int i = 0; i < 60; i++) {
            Mails.append(tim, "number " + i + "\r\n");
        }
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> moving = CompletableFuture.runAsync(() -> moveAround(done));
        try {
            for (int i = 0; i < 3; i++) {
                String name = backup().run(repository(), now.plusSeconds(i));
                Path to = directory.resolve("new" + i);
                new Restore(repository(), QUIET).run(name, to, to.resolve("mail"), true);
                try (MailStore restored = open("new" + i)) {
                    String all = contents(restored.account("tim")).toString();
                    for (int number = 0; number < 60; number++) {
                        int wanted = number;
                        assertTrue(all.contains("number " + number + "\r\n"), () -> wanted + " is missing");
                    }
                }
            }
        } finally {
            done.set(true);
            moving.get();
        }
    }

    @Test
    void aFileMayHaveAnyName() throws Exception {
        String odd = "data/two\nlines\rand a \\n and a\ttab";
        Files.writeString(directory.resolve(odd), "odd");
        String name = backup().run(repository(), now);
        new Restore(repository(), QUIET).run(name, directory.resolve("new"), directory.resolve("new/mail"), true);
        assertEquals(tree(directory.resolve("data")), tree(directory.resolve("new")));
        backup().run(repository(), now.plusSeconds(1));
    }

    @Test
    void whatIsDamagedIsSaid() throws Exception {
        String name = backup().run(repository(), now);
        Path object;
        try (Stream<Path> objects = Files.walk(repository().resolve("objects"))) {
            object = objects.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.writeString(object, "something else");
        List<String> wrong = new Restore(repository(), QUIET).verify(name);
        assertEquals(1, wrong.size());
        assertTrue(wrong.get(0).contains("is damaged"), wrong::toString);
        assertThrows(
                IOException.class,
                () -> new Restore(repository(), QUIET)
                        .run(name, directory.resolve("new"), directory.resolve("new/mail"), true));
        Files.delete(object);
        assertTrue(new Restore(repository(), QUIET).verify(name).get(0).contains("is missing"));
        Path manifest = repository().resolve("snapshots").resolve(name + ".tsv");
        Files.writeString(manifest, Files.readString(manifest).replace("data/users", "data/../../etc"));
        assertThrows(IOException.class, () -> new Restore(repository(), QUIET).verify(name));
    }

    @Test
    void aSnapshotThatLeadsOutIsRefusedThoughItsSumIsRight() throws Exception {
        String name = backup().run(repository(), now);
        Manifest manifest = Repository.manifest(repository(), name);
        Entry users = manifest.entries().stream()
                .filter(entry -> entry.place().equals("data/users"))
                .findFirst()
                .orElseThrow();
        Entry evil = new Entry("data/../outside", users.mode(), users.modified(), users.size(), users.hash());
        Files.writeString(repository().resolve("snapshots").resolve(name + ".tsv"), new Manifest(List.of(evil)).text());
        assertThrows(
                IOException.class,
                () -> new Restore(repository(), QUIET)
                        .run(name, directory.resolve("new"), directory.resolve("new/mail"), true));
        assertTrue(Files.notExists(directory.resolve("outside")));
    }

    @Test
    void whatOnlyOldBackupsHadGoesWithThem() throws Exception {
        Mails.append(tim, "only in the first\r\n");
        backup().run(repository(), now);
        tim.mailbox(MailboxName.INBOX).expunge(UidSet.of(6), Mailbox.Expunging.ALL);
        String second = backup().run(repository(), now.plusSeconds(1));
        String third = backup().run(repository(), now.plusSeconds(2));
        assertTrue(Backup.keepNewest(repository(), 2) >= 1);
        Restore restore = new Restore(repository(), QUIET);
        assertEquals(List.of(second, third), restore.snapshots());
        assertEquals(List.of(), restore.verify(second));
        assertEquals(List.of(), restore.verify(third));
        assertThrows(IllegalArgumentException.class, () -> Backup.keepNewest(repository(), 0));
    }

    private void moveAround(AtomicBoolean done) {
        try {
            Mailbox inbox = tim.mailbox(MailboxName.INBOX);
            Mailbox work = tim.mailbox(WORK);
            for (int i = 0; !done.get(); i++) {
                Mailbox from = i % 2 == 0 ? inbox : work;
                UidSet uids = from.refresh().uids();
                UidSet.Builder some = UidSet.builder();
                uids.forEach(uid -> {
                    if (uid % 3 != 0) {
                        some.add(uid);
                    }
                });
                from.move(some.build(), from == inbox ? work : inbox);
            }
        } catch (org.pennypost.core.mailbox.StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private Backup backup() {
        return new Backup(directory.resolve("data"), directory.resolve("data/mail"), (Copyable) store, QUIET);
    }

    private Path repository() {
        return directory.resolve("backups");
    }

    private MailStore open(String data) throws Exception {
        return Stores.open(Configuration.of(List.of("[store]", "durability = none"), directory)
                .withData(directory.resolve(data)));
    }

    private static Map<String, List<String>> contents(Account account) throws Exception {
        Map<String, List<String>> all = new TreeMap<>();
        for (MailboxEntry entry : account.mailboxes()) {
            Mailbox mailbox = account.mailbox(entry.name());
            Picture picture = mailbox.refresh();
            List<String> messages = new ArrayList<>(List.of(entry.uses() + " " + picture.uidValidity() + " "
                    + picture.uidNext() + " " + picture.mailboxId() + (entry.subscribed() ? " subscribed" : "")));
            for (int i = 0; i < picture.size(); i++) {
                messages.add(picture.uid(i) + " " + picture.flags(i) + " " + picture.internalDate(i) + " "
                        + Mails.text(mailbox, picture.uid(i)));
            }
            all.put(entry.name().path(), messages);
        }
        return all;
    }

    /** Each file with its octets, mode and time: to Dovecot the two are one. */
    private static Map<String, String> tree(Path top) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = top.relativize(path).toString();
                if (!name.contains("/tmp/")
                        && !name.contains("pennypost-cache-")
                        && !name.contains("pennypost-index")
                        && !name.endsWith("lopes/b")) {
                    all.put(
                            name,
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
                                    + Files.getLastModifiedTime(path) + " " + Hashes.of(Files.readString(path)));
                }
            }
        }
        return all;
    }
}
