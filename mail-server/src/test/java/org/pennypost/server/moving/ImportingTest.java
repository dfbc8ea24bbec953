package org.pennypost.server.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Mails;

/** Files as other programs write them. */
class ImportingTest {
    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();
    private Account account;

    @BeforeEach
    void open() throws StoreException {
        account = new MemoryStore().account("anna");
    }

    @Test
    void linksAmongEmlFilesAreNotFollowed() throws Exception {
        Path mails = Files.createDirectories(directory.resolve("mails/Old"));
        Path secret = RoundTripTest.write(directory.resolve("secret.eml"), "Subject: secret", "", "x");
        RoundTripTest.write(mails.resolve("one.eml"), "Subject: one", "", "x");
        Files.createSymbolicLink(mails.resolve("two.eml"), secret);
        Files.createSymbolicLink(mails.resolve("round"), mails.getParent());
        Path named = Files.createSymbolicLink(directory.resolve("named"), mails.getParent());
        Importing run = new Importing(account, MailboxName.INBOX, RoundTripTest.report(notices));
        run.run(named, Optional.of(Form.EML));
        assertEquals(1, run.messages());
        assertEquals(
                List.of(
                        "left out: " + named.resolve("Old/round") + " is a symbolic link",
                        "left out: " + named.resolve("Old/two.eml") + " is a symbolic link"),
                notices);
    }

    @Test
    void mboxOfOtherProgramsKeepsFlagsKeywordsAndDates() throws Exception {
        Path file = RoundTripTest.write(
                directory.resolve("mbox"),
                "From MAILER-DAEMON Thu Jan  1 00:00:00 1970",
                "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA",
                "X-IMAP: 1234567890 0000000002",
                "Status: RO",
                "",
                "This text is part of the internal format of your mail folder.",
                "",
                "From anna@example.org Sat Jan  3 01:05:34 2004",
                "Subject: one",
                "Status: RO",
                "X-Status: AF",
                "X-Keywords: $Label1 work              ",
                "X-UID: 7",
                "",
                "text",
                ">From the start",
                ">>From further",
                "From where I stand this is no new message",
                "",
                "",
                "From 1234@xxx Mon Apr 01 12:00:00 +0200 2024",
                "Subject: two",
                "",
                "From - ",
                "Date: Tue, 5 Mar 2019 10:00:00 +0100",
                "Status: O",
                "",
                "three");
        assertEquals(3, imported(file, "INBOX"));
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Picture picture = inbox.refresh();
        assertEquals(
                "Subject: one\r\n\r\ntext\r\nFrom the start\r\n>From further\r\n"
                        + "From where I stand this is no new message\r\n\r\n",
                Mails.text(inbox, 1));
        assertEquals(
                Flags.of(Flag.SEEN, Flag.ANSWERED, Flag.FLAGGED, Flag.of("$Label1"), Flag.of("work")),
                picture.flags(0));
        assertEquals(Instant.parse("2004-01-03T01:05:34Z"), picture.internalDate(0));
        assertEquals(Instant.parse("2024-04-01T10:00:00Z"), picture.internalDate(1));
        assertEquals(Flags.NONE, picture.flags(1));
        assertEquals("Date: Tue, 5 Mar 2019 10:00:00 +0100\r\n\r\nthree\r\n", Mails.text(inbox, 3));
        assertEquals(Instant.parse("2019-03-05T09:00:00Z"), picture.internalDate(2));
        assertEquals(List.of(), notices);
    }

    @Test
    void messageOfAnMboxCanHaveFieldsThatOnlyLookLikeOurs() throws Exception {
        Path file = RoundTripTest.write(
                directory.resolve("mbox"),
                "From x Sat Jan  3 01:05:34 2004",
                "X-Pennypost-Octets: 3",
                "Subject: not our block",
                "Status: R",
                "",
                "text",
                "");
        assertEquals(1, imported(file, "Old"));
        Mailbox old = account.mailbox(MailboxName.of("Old"));
        assertEquals("Subject: not our block\r\n\r\ntext\r\n", Mails.text(old, 1));
        assertEquals(Flags.of(Flag.SEEN), Mails.flags(old, 1));
    }

    @Test
    void maildirOfDovecotKeepsOrderFoldersAndKeywords() throws Exception {
        Path maildir = directory.resolve("Maildir");
        for (String sub : List.of("cur", "new", "tmp", ".Work.2024/cur", ".Work.2024/new", ".Gr&APwA3w-e/cur")) {
            Files.createDirectories(maildir.resolve(sub));
        }
        Files.createDirectories(maildir.resolve(".Gr&APwA3w-e/new"));
        Files.createDirectories(maildir.resolve("cur/directory"));
        RoundTripTest.write(maildir.resolve("cur/1.a.host,S=4:2,FSab"), "one");
        Files.setLastModifiedTime(
                maildir.resolve("cur/1.a.host,S=4:2,FSab"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        RoundTripTest.write(maildir.resolve("new/0.b.host"), "two");
        RoundTripTest.write(maildir.resolve("tmp/2.c.host"), "half");
        RoundTripTest.write(maildir.resolve(".Work.2024/cur/1.d.host:2,z"), "three");
        RoundTripTest.write(maildir.resolve(".Gr&APwA3w-e/cur/1.e.host:2,"), "four");
        RoundTripTest.write(maildir.resolve("dovecot-keywords"), "0 $Junk", "1 not a keyword");
        RoundTripTest.write(maildir.resolve("dovecot-uidlist"), "3 V1 N9 Gx", "5 W5 :1.a.host,S=4:2,", "7 :0.b.host");
        assertEquals(4, imported(maildir, "INBOX"));
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        assertEquals("one\r\n", Mails.text(inbox, 1));
        assertEquals("two\r\n", Mails.text(inbox, 2));
        assertEquals(Flags.of(Flag.FLAGGED, Flag.SEEN, Flag.of("$Junk")), Mails.flags(inbox, 1));
        assertEquals(Instant.parse("2001-02-03T04:05:06Z"), inbox.picture().internalDate(0));
        assertEquals("three\r\n", Mails.text(account.mailbox(MailboxName.of("Work/2024")), 1));
        assertEquals("four\r\n", Mails.text(account.mailbox(MailboxName.of("Gr\u00fc\u00dfe")), 1));
        assertEquals(3, notices.size(), notices::toString);
        assertTrue(notices.get(0).contains("not a keyword") || notices.get(1).contains("not a keyword"));
    }

    @Test
    void folderOfEmlFilesTakesDatesFromThemOrTheirFiles() throws Exception {
        Path top = directory.resolve("eml");
        RoundTripTest.write(top.resolve("a.eml"), "Date: Tue, 5 Mar 2019 10:00:00 +0100", "", "one");
        Path two = RoundTripTest.write(top.resolve("Sub/b.EML"), "Subject: two", "", "");
        Files.setLastModifiedTime(two, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        RoundTripTest.write(top.resolve("Thumbs.db"), "no mail");
        assertEquals(2, imported(top, "Old"));
        Mailbox old = account.mailbox(MailboxName.of("Old"));
        assertEquals(Instant.parse("2019-03-05T09:00:00Z"), old.picture().internalDate(0));
        Mailbox sub = account.mailbox(MailboxName.of("Old/Sub"));
        assertEquals(Instant.parse("2001-02-03T04:05:06Z"), sub.picture().internalDate(0));
        assertEquals("Subject: two\r\n\r\n\r\n", Mails.text(sub, 1));
        assertEquals(List.of("left out: " + top.resolve("Thumbs.db") + " is no .eml file"), notices);
    }

    @Test
    void whatIsNoMailIsSaidInOneLine() throws Exception {
        Path text = RoundTripTest.write(directory.resolve("notes.txt"), "no mail");
        IOException refused = assertThrows(IOException.class, () -> imported(text, "INBOX"));
        assertEquals(text + " is no Maildir, no mbox and no folder of .eml files", refused.getMessage());
        assertThrows(
                IOException.class,
                () -> new Importing(account, MailboxName.INBOX, RoundTripTest.report(notices))
                        .run(text, Optional.of(Form.MBOX)));
        assertEquals(0, account.mailbox(MailboxName.INBOX).refresh().size());
    }

    @Test
    void exportWantsADirectoryOfItsOwn() throws Exception {
        RoundTripTest.write(directory.resolve("mail/mine"), "precious");
        Exporting export = new Exporting(account, RoundTripTest.report(notices));
        assertThrows(IOException.class, () -> export.run(directory.resolve("mail"), Form.MBOX, Optional.empty()));
        Mails.assertRefused(
                StoreException.Reason.NONEXISTENT,
                () -> export.run(directory.resolve("new"), Form.MBOX, Optional.of(MailboxName.of("Nothing"))));
        assertTrue(Files.notExists(directory.resolve("new")));
    }

    private long imported(Path from, String into) throws IOException, StoreException {
        Importing run = new Importing(account, MailboxName.of(into), RoundTripTest.report(notices));
        run.run(from, Optional.empty());
        return run.messages();
    }
}
