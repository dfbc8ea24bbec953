package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pennypost.imap.syntax.Typed.command;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.MailboxCommand.Create;
import org.pennypost.imap.syntax.MailboxCommand.Examine;
import org.pennypost.imap.syntax.MailboxCommand.Rename;
import org.pennypost.imap.syntax.MailboxCommand.Select;
import org.pennypost.imap.syntax.MailboxCommand.Status;
import org.pennypost.imap.syntax.MessageCommand.Copy;
import org.pennypost.imap.syntax.MessageCommand.Move;
import org.pennypost.imap.syntax.MessageCommand.UidExpunge;
import org.pennypost.imap.syntax.SessionCommand.Authenticate;
import org.pennypost.imap.syntax.SessionCommand.Enable;
import org.pennypost.imap.syntax.SessionCommand.Id;
import org.pennypost.imap.syntax.SessionCommand.Login;

class CommandParserTest {
    // RFC 9051 §6.1, §6.2.1, §6.3.10, §6.3.13, §6.4.1 to §6.4.3; RFC 3501 §6.4.1
    @Test
    void commandsWithoutArguments() {
        assertEquals(new SessionCommand.Capability(), command("CAPABILITY"));
        assertEquals(new SessionCommand.Noop(), command("NOOP"));
        assertEquals(new SessionCommand.Logout(), command("LOGOUT"));
        assertEquals(new SessionCommand.StartTls(), command("STARTTLS"));
        assertEquals(new MailboxCommand.Namespace(), command("NAMESPACE"));
        assertEquals(new SessionCommand.Idle(), command("IDLE"));
        assertEquals(new MailboxCommand.Check(), command("CHECK"));
        assertEquals(new MailboxCommand.Close(), command("CLOSE"));
        assertEquals(new MailboxCommand.Unselect(), command("UNSELECT"));
        assertEquals(new MessageCommand.Expunge(), command("EXPUNGE"));
    }

    // RFC 9051 §9, rule 1
    @Test
    void commandNamesHaveNoCase() {
        assertEquals(new SessionCommand.Noop(), command("nOoP"));
    }

    // RFC 9051 §2.2.1
    @Test
    void theTagIsKept() {
        Tagged tagged = Typed.tagged("A.1]-{".replace("{", "") + " NOOP", TextMode.ASCII, ImapLimits.DEFAULT);
        assertEquals(new Tagged(new Tag("A.1]-"), new SessionCommand.Noop()), tagged);
    }

    // RFC 9051 §9, rule 2
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NOOP ",
                " NOOP",
                "NOOP x",
                "FOO",
                "UID",
                "UID ",
                "UID NOOP",
                "SELECT",
                "SELECT  INBOX",
                "LOGIN a",
                "LOGIN a b c",
                "RENAME a",
                "CREATE a b",
                "DELETE",
                "STATUS INBOX",
                "STATUS INBOX ()",
                "STATUS INBOX (X)",
                "STATUS INBOX MESSAGES",
                "STATUS INBOX (MESSAGES) ",
                "ENABLE",
                "ENABLE ",
                "COPY 1",
                "COPY x INBOX",
                "UID EXPUNGE",
                "UID EXPUNGE x",
                "AUTHENTICATE",
                "AUTHENTICATE PLAIN ",
                "AUTHENTICATE PLAIN a",
                "AUTHENTICATE PLAIN a===",
                "AUTHENTICATE PLAIN =AAA",
                "ID",
                "ID ()x",
                "ID (\"a\")",
                "ID (a b)",
                "APPEND INBOX",
                "APPEND INBOX message",
                "LSUB \"\"",
                "LIST \"\"",
                "CHECK 1",
                "IDLE x",
                "EXPUNGE 1:*"
            })
    void whatTheGrammarDoesNotProduceIsRefused(String text) {
        assertThrows(SyntaxException.class, () -> command(text));
    }

    // RFC 9051 §6.2.3
    @Test
    void login() {
        Login login = assertInstanceOf(Login.class, command("LOGIN SMITH SESAME"));
        assertEquals("SMITH", login.userid());
        assertEquals("SESAME", login.password().text());
    }

    // RFC 7888 §3
    @Test
    void loginWithLiterals() {
        Login login = assertInstanceOf(Login.class, command("LOGIN {11+}\r\nFRED FOOBAR {7+}\r\nfat man"));
        assertEquals("FRED FOOBAR", login.userid());
        assertEquals("fat man", login.password().text());
    }

    @Test
    void loginDoesNotPrintItsPassword() {
        assertEquals(false, command("LOGIN SMITH SESAME").toString().contains("SESAME"));
    }

    // RFC 9051 §6.2.2, RFC 4959 §3
    @Test
    void authenticate() {
        assertEquals(new Authenticate("GSSAPI", new InitialResponse.Absent()), command("AUTHENTICATE gssapi"));
        assertEquals(
                new Authenticate("PLAIN", new InitialResponse.Given(Typed.octets("\0test\0test"))),
                command("AUTHENTICATE PLAIN AHRlc3QAdGVzdA=="));
        assertEquals(
                new Authenticate("EXTERNAL", new InitialResponse.Given(ByteBuffer.allocate(0))),
                command("AUTHENTICATE EXTERNAL ="));
    }

    @Test
    void authenticateDoesNotPrintItsResponse() {
        assertEquals(
                "Authenticate[mechanism=PLAIN, initialResponse=Given[(secret)]]",
                command("AUTHENTICATE PLAIN AHRlc3QAdGVzdA==").toString());
    }

    // RFC 9051 §6.3.1
    @Test
    void enable() {
        assertEquals(
                new Enable(List.of("CONDSTORE", "X-GOOD-IDEA", "UTF8=ACCEPT")),
                command("ENABLE CONDSTORE X-GOOD-IDEA utf8=accept"));
    }

    // RFC 9051 §6.3.2, §6.3.3
    @Test
    void selectAndExamine() {
        assertEquals(
                new Select(new SpelledName(MailboxName.INBOX, "inbox"), SelectParameters.NONE),
                command("SELECT inbox"));
        assertEquals(
                new Examine(new SpelledName(MailboxName.of("blurdybloop"), "blurdybloop"), SelectParameters.NONE),
                command("EXAMINE blurdybloop"));
    }

    // RFC 7162 §3.1.8, §3.2.5
    @Test
    void selectWithParameters() {
        assertEquals(
                new SelectParameters(true, new SelectParameters.NoResync()),
                ((Select) command("SELECT INBOX (CONDSTORE)")).parameters());
        UidSet known = UidSet.builder().add(41).add(43, 211).add(214, 541).build();
        assertEquals(
                new SelectParameters(
                        true,
                        new SelectParameters.QuickResync(
                                67890007, 20050715194045000L, known, UidSet.range(4, 5), UidSet.range(8, 9))),
                ((Select) command("SELECT INBOX (condstore QRESYNC (67890007 20050715194045000"
                                + " 41,43:211,214:541 (4:5 8:9)))"))
                        .parameters());
        assertEquals(
                new SelectParameters.QuickResync(1, 2, UidSet.ALL, UidSet.EMPTY, UidSet.EMPTY),
                ((Examine) command("EXAMINE INBOX (QRESYNC (1 2))"))
                        .parameters()
                        .resync());
    }

    // RFC7162-7-a RFC7162-7-c RFC7162-7-d
    @ParameterizedTest
    @ValueSource(
            strings = {
                "()",
                "(CONDSTORE CONDSTORE)",
                "(CONDSTORE 1)",
                "(NOSUCH)",
                "(QRESYNC)",
                "(QRESYNC 1 2)",
                "(QRESYNC (1))",
                "(QRESYNC (0 2))",
                "(QRESYNC (1 0))",
                "(QRESYNC (1 9223372036854775808))",
                "(QRESYNC (1 2 1:*))",
                "(QRESYNC (1 2 $))",
                "(QRESYNC (1 2 (1:* 3)))",
                "(QRESYNC (1 2 1:3 (1)))"
            })
    void wrongParameters(String parameters) {
        assertThrows(SyntaxException.class, () -> command("SELECT INBOX " + parameters));
    }

    // RFC 9051 §6.3.4
    @Test
    void createTakesASeparatorAtTheEndOff() {
        assertEquals(
                new Create(SpelledName.of(MailboxName.of("owatagusiam")), List.of()), command("CREATE owatagusiam/"));
        assertEquals(
                new Create(SpelledName.of(MailboxName.of("owatagusiam/blurdy")), List.of()),
                command("CREATE owatagusiam/blurdy"));
    }

    // RFC 6154 §3
    @Test
    void createWithParameters() {
        assertEquals(
                List.of("\\Drafts", "\\Sent"), ((Create) command("CREATE MyDrafts (USE (\\Drafts \\Sent))")).uses());
        assertEquals(List.of(), ((Create) command("CREATE MyDrafts (USE ())")).uses());
        assertThrows(SyntaxException.class, () -> command("CREATE MyDrafts (USE)"));
        assertThrows(SyntaxException.class, () -> command("CREATE MyDrafts (FOR (\\Drafts))"));
    }

    // RFC 9051 §6.3.5, §6.3.7, §6.3.8
    @Test
    void oneMailbox() {
        assertEquals(new MailboxCommand.Delete(SpelledName.of(MailboxName.of("foo/bar"))), command("DELETE foo/bar"));
        assertEquals(new MailboxCommand.Subscribe(MailboxName.of("a b")), command("SUBSCRIBE \"a b\""));
        assertEquals(new MailboxCommand.Unsubscribe(MailboxName.of("a\"b")), command("UNSUBSCRIBE {3}\r\na\"b"));
    }

    // RFC 9051 §6.3.6
    @Test
    void rename() {
        assertEquals(
                new Rename(SpelledName.of(MailboxName.of("blurdybloop")), SpelledName.of(MailboxName.of("sarasoop"))),
                command("RENAME blurdybloop sarasoop"));
    }

    // RFC 9051 §6.3.11
    @Test
    void status() {
        assertEquals(
                new Status(MailboxName.of("blurdybloop"), List.of(StatusItem.UIDNEXT, StatusItem.MESSAGES)),
                command("STATUS blurdybloop (UIDNEXT MESSAGES UIDNEXT)"));
        assertEquals(
                List.of(StatusItem.values()),
                ((Status) command("STATUS x (messages uidnext uidvalidity unseen deleted deleted-storage size recent"
                                + " highestmodseq mailboxid appendlimit)"))
                        .items());
    }

    // RFC 9051 §6.4.7, §6.4.8, §6.4.9
    @Test
    void copyAndMove() {
        assertEquals(new Copy(false, SequenceSet.range(2, 4), MailboxName.of("MEETING")), command("COPY 2:4 MEETING"));
        assertEquals(new Move(true, SequenceSet.range(42, 69), MailboxName.of("foo")), command("UID MOVE 42:69 foo"));
        assertEquals(new UidExpunge(SequenceSet.range(3000, 3002)), command("UID EXPUNGE 3000:3002"));
        assertEquals(new Copy(true, SequenceSet.SAVED, MailboxName.of("x")), command("uid copy $ x"));
    }

    // RFC 2971 §3.1
    @Test
    void id() {
        assertEquals(new Id(Map.of()), command("ID NIL"));
        assertEquals(new Id(Map.of()), command("ID ()"));
        assertEquals(
                new Id(Map.of("name", "sodr", "version", "19.34")),
                command("ID (\"name\" \"sodr\" \"version\" \"19.34\" \"vendor\" NIL)"));
    }

    // RFC 2971 §3.3
    @Test
    void idHasAtMostThirtyFields() {
        assertInstanceOf(Id.class, command("ID (" + "\"a\" NIL ".repeat(29) + "\"a\" NIL)"));
        assertThrows(SyntaxException.class, () -> command("ID (" + "\"a\" NIL ".repeat(30) + "\"a\" NIL)"));
    }
}
