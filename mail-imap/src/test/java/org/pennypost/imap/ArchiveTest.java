package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.archive.Archive;
import org.pennypost.core.archive.ArchiveStore;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;

/** Mail that is only read: clients are told so, and whatever would change something is refused. */
class ArchiveTest {
    private static final Content MAIL =
            MemoryContent.withCrlf("Subject: one\n\nText\n".getBytes(StandardCharsets.US_ASCII));

    private final LoopbackDriver driver = new LoopbackDriver(
            ImapServer.with(
                    ArchiveStore.with(user -> new OneMail()),
                    new MemoryAuthenticator().user("tim", "tanstaaf"),
                    new Surroundings("mail.example", Instant::now, octets -> {})),
            Peers.from("127.0.0.1"));

    @BeforeEach
    void logIn() {
        driver.pump();
        assertTrue(say("LOGIN tim tanstaaf").contains("a OK "));
    }

    // RFC 9051 §6.3.2, §7.1
    @Test
    void aMailboxIsSelectedReadOnly() {
        String selected = say("SELECT INBOX");
        assertTrue(selected.contains("* OK [PERMANENTFLAGS ()] "), selected);
        assertTrue(selected.endsWith("a OK [READ-ONLY] SELECT completed\r\n"), selected);
    }

    // RFC 9051 §6.4.5: no mailbox that is only read gets \Seen
    @Test
    void whatIsFetchedStaysUnseen() {
        say("SELECT INBOX");
        assertEquals(
                "* 1 FETCH (FLAGS () BODY[TEXT] {6}\r\nText\r\n)\r\na OK FETCH completed\r\n",
                say("FETCH 1 (FLAGS BODY[TEXT])"));
        assertEquals("* SEARCH 1\r\na OK SEARCH completed\r\n", say("SEARCH UNSEEN"));
        assertEquals("a OK CLOSE completed\r\n", say("CLOSE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STORE 1 +FLAGS (\\Seen)",
                "STORE 1 FLAGS ()",
                "EXPUNGE",
                "UID EXPUNGE 1",
                "COPY 1 Lists/java",
                "MOVE 1 Lists/java",
                "COPY 1 INBOX",
                "APPEND INBOX {3}",
                "APPEND INBOX {3+}\r\nabc",
                "APPEND nowhere {3+}\r\nabc",
                "REPLACE 1 INBOX {3+}\r\nabc",
                "CREATE more",
                "CREATE Lists/java/more",
                "DELETE Lists/java",
                "DELETE INBOX",
                "RENAME Lists/java more",
                "RENAME INBOX more",
                "SUBSCRIBE more",
                "UNSUBSCRIBE INBOX"
            })
    void changesAreRefused(String command) {
        say("SELECT INBOX");
        assertEquals("a NO [NOPERM] You may not do this\r\n", say(command));
        assertEquals("a OK NOOP completed\r\n", say("NOOP"));
    }

    // RFC 4314 §3.5
    @Test
    void clientsSeeWhatTheyMayDo() {
        assertEquals("* MYRIGHTS INBOX lr\r\na OK MYRIGHTS completed\r\n", say("MYRIGHTS INBOX"));
        assertTrue(say("MYRIGHTS nowhere").startsWith("a NO [NONEXISTENT] "));
        assertTrue(say("SELECT nowhere").startsWith("a NO [NONEXISTENT] "));
    }

    @Test
    void allIsListedAndSubscribed() {
        assertEquals(
                "* LSUB () \"/\" INBOX\r\n* LSUB () \"/\" Lists/java\r\na OK LSUB completed\r\n", say("LSUB \"\" *"));
        assertEquals(
                "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Noselect \\HasChildren) \"/\" Lists\r\n"
                        + "a OK LIST completed\r\n",
                say("LIST \"\" %"));
        assertEquals("a OK SUBSCRIBE completed\r\n", say("SUBSCRIBE INBOX"));
    }

    private String say(String command) {
        driver.receive(ByteBuffer.wrap(("a " + command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        return new String(driver.takeSent(), StandardCharsets.US_ASCII);
    }

    private static final class OneMail implements Archive {
        private final List<MailboxName> names = List.of(MailboxName.INBOX, MailboxName.of("Lists/java"));

        @Override
        public Set<MailboxName> mailboxes() {
            return Set.copyOf(names);
        }

        @Override
        public Picture picture(MailboxName mailbox) {
            PictureEditor editor =
                    Picture.empty("m" + names.indexOf(mailbox), 1).edit();
            editor.append(0, MAIL.size(), Mails.DATE, Mails.DATE);
            return editor.done();
        }

        @Override
        public Content content(MailboxName mailbox, long uid) {
            return MAIL;
        }
    }
}
