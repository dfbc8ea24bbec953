package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/** A tree of mail on the disk, as another program sees it. */
record Tree(Path directory) {
    MailStore open() throws StoreException {
        return MaildirStore.open(directory, true, InstantSource.system());
    }

    static Account alice(MailStore store) throws StoreException {
        return store.account("alice");
    }

    static Mailbox inbox(MailStore store) throws StoreException {
        return alice(store).mailbox(MailboxName.INBOX);
    }

    /** A Maildir that is made, as the store has it open; without indexes, and nothing is synced. */
    static Folder folder(Path maildir) throws IOException, StoreException {
        for (String sub : List.of("tmp", "new", "cur")) {
            Files.createDirectories(maildir.resolve(sub));
        }
        Disk disk = new Disk(false, false);
        InstantSource time = InstantSource.system();
        return Folder.open(
                maildir,
                disk,
                time,
                new UidValidities(maildir, disk, time),
                new Quota(maildir, disk, Quota.Limits.NONE));
    }

    Path maildir() {
        return directory.resolve("alice").resolve("Maildir");
    }

    Path uidlist() {
        return maildir().resolve(UidList.FILE);
    }

    /** Makes the directories as a program does that knows nothing of us. */
    Tree make() throws IOException {
        for (String sub : List.of("tmp", "new", "cur")) {
            Files.createDirectories(maildir().resolve(sub));
        }
        return this;
    }

    /** Another program delivers. */
    Path deliver(String sub, String name, String text) throws IOException {
        Path tmp = maildir().resolve("tmp").resolve(name);
        Files.writeString(tmp, text, StandardCharsets.ISO_8859_1);
        return Files.move(tmp, maildir().resolve(sub).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The names of the files in {@code new} or {@code cur}. */
    List<String> names(String sub) throws IOException {
        try (Stream<Path> files = Files.list(maildir().resolve(sub))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
