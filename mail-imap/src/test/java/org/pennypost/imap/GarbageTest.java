package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** Whatever a client sends, in whatever state, is its fault and never a bug of ours. */
class GarbageTest {
    private static final List<String> WORDS = List.of(
            "NOOP",
            "IDLE",
            "DONE",
            "SELECT",
            "EXAMINE",
            "INBOX",
            "CREATE",
            "DELETE",
            "RENAME",
            "LIST",
            "LSUB",
            "STATUS",
            "APPEND",
            "FETCH",
            "STORE",
            "SEARCH",
            "COPY",
            "MOVE",
            "UID",
            "EXPUNGE",
            "CLOSE",
            "UNSELECT",
            "ENABLE",
            "IMAP4rev2",
            "ID",
            "NAMESPACE",
            "CHECK",
            "SUBSCRIBE",
            "AUTHENTICATE",
            "PLAIN",
            "LOGIN",
            "tim",
            "tanstaaf",
            "STARTTLS",
            "1",
            "2:4",
            "1:*",
            "*",
            "$",
            "4294967295",
            "4294967296",
            "0",
            "(",
            ")",
            "[",
            "]",
            "<0.5>",
            "\"",
            "\\Seen",
            "+FLAGS",
            "-FLAGS.SILENT",
            "FLAGS",
            "BODY[]",
            "BODY.PEEK[1.2]",
            "BODY[HEADER.FIELDS (SUBJECT)]",
            "BODY[1.MIME]",
            "BINARY[1]",
            "BINARY.SIZE[1]",
            "BODYSTRUCTURE",
            "ENVELOPE",
            "ALL",
            "FULL",
            "RFC822.SIZE",
            "RETURN (SAVE)",
            "RETURN (MIN MAX)",
            "RETURN",
            "TEXT",
            "BODY",
            "x",
            "SUBJECT",
            "OR",
            "NOT",
            "SENTSINCE",
            "1-Feb-2026",
            "KEYWORD",
            "$Junk",
            "(MESSAGES RECENT)",
            "{3}",
            "{3+}",
            "{0+}",
            "~{2+}",
            "%",
            "\"%\"",
            "&AGE-",
            "(SUBSCRIBED RECURSIVEMATCH)",
            "a/b/c",
            "..",
            "\r",
            "\n",
            "\0",
            "\u00FF",
            "NIL",
            "ENABLE QRESYNC UTF8=ACCEPT",
            "SELECT INBOX",
            "(CONDSTORE)",
            "(QRESYNC (1 1 1:9 (1 1)))",
            "UID FETCH 1:*",
            "(FLAGS MODSEQ)",
            "(CHANGEDSINCE 1 VANISHED)",
            "(CHANGEDSINCE 1)",
            "STORE 1",
            "(UNCHANGEDSINCE 1)",
            "MODSEQ 1",
            "PREVIEW (LAZY)",
            "(SAVEDATE EMAILID THREADID PREVIEW)",
            "SAVEDSINCE 1-Jan-2026",
            "APPEND INBOX",
            "REPLACE 1 INBOX",
            "UID REPLACE * Drafts",
            "CATENATE (URL \"/INBOX/;UID=1/;SECTION=TEXT\"",
            "CATENATE (TEXT {3+}\r\nabc",
            "TEXT {3+}\r\nabc)",
            "URL {3+}\r\nabc)",
            "UTF8 (~{3+}\r\nabc)",
            "~{4+}\r\na:\r\n",
            "{4+}\r\n\r\n\r\n",
            "SETACL INBOX",
            "DELETEACL INBOX tim",
            "GETACL INBOX",
            "LISTRIGHTS INBOX",
            "MYRIGHTS \"Other Users/tim/INBOX\"",
            "+lrs",
            "GETQUOTA #user/tim",
            "SETQUOTA #user/tim (STORAGE",
            "GETQUOTAROOT",
            "GETMETADATA (DEPTH infinity) INBOX",
            "SETMETADATA INBOX (/private/comment",
            "SETMETADATA \"\" (/private/vendor/x/y ~{3+}\r\na\0b)",
            "/shared/comment",
            "RETURN (MYRIGHTS METADATA (/shared/comment))",
            "NOTIFY SET STATUS",
            "NOTIFY NONE",
            "(selected (MessageNew (PREVIEW) MessageExpunge FlagChange))",
            "(personal (MailboxName SubscriptionChange))",
            "UNAUTHENTICATE",
            "CREATE x (USE (\\Sent))",
            "STATUS INBOX (HIGHESTMODSEQ MAILBOXID APPENDLIMIT)",
            "UIDBATCHES 500",
            "ENABLE UIDONLY",
            "UID SEARCH RETURN (PARTIAL -1:-3 UPDATE RELEVANCY) FUZZY",
            "SEARCH RETURN (UPDATE SAVE COUNT)",
            "UID SORT RETURN (UPDATE PARTIAL 2:1) (RELEVANCY SUBJECT) UTF-8",
            "CANCELUPDATE \"a\"",
            "ESEARCH IN (selected personal subtree-one INBOX)",
            "FILTER f",
            "FUZZY TEXT b",
            "UIDBEFORE 2",
            "SETMETADATA \"\" (/private/filters/values/f \"OR FILTER f SEEN\")",
            "SETMETADATA \"\" (/private/filters/values/f \"(SEEN 1:2)\")",
            "UID FETCH 1:* (FLAGS) (PARTIAL 1:2)",
            "LANGUAGE zh",
            "COMPARATOR \"*\"",
            "RESETKEY INBOX",
            "GENURLAUTH imap://tim@host/INBOX/;UID=1;URLAUTH=anonymous INTERNAL",
            "URLFETCH imap://tim@host/INBOX/;UID=1/;SECTION=1;EXPIRE=2036-01-02T03:00:00Z;URLAUTH=user+tim:INTERNAL:00",
            "COMPRESS",
            "{99999999999999999999+}");

    private final MemoryStore store = new MemoryStore();
    private final Protocol imap = ImapServer.with(
            store,
            new MemoryAuthenticator().user("tim", "tanstaaf"),
            new Surroundings("mail.example", Instant::now, octets -> {}));

    @Property(tries = 1500)
    void isAnsweredAndNeverFails(@ForAll("conversations") List<String> lines) throws StoreException {
        LoopbackDriver driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
        driver.pump();
        StringBuilder answers = new StringBuilder();
        say(driver, "z LOGIN tim tanstaaf\r\n", answers);
        say(driver, "z APPEND INBOX {24+}\r\nSubject: x\r\n\r\nsome text\r\n\r\n", answers);
        say(driver, "z SELECT INBOX\r\n", answers);
        for (String line : lines) {
            say(driver, line + "\r\n", answers);
        }
        assertFalse(answers.toString().contains("SERVERBUG"), () -> answers.toString());
    }

    @Provide
    Arbitrary<List<String>> conversations() {
        Arbitrary<String> line = Arbitraries.of(WORDS).list().ofMaxSize(7).map(words -> "a " + String.join(" ", words));
        return line.list().ofMinSize(1).ofMaxSize(12);
    }

    private static void say(LoopbackDriver driver, String text, StringBuilder answers) {
        if (!driver.closed() && driver.upgrading().isEmpty()) {
            driver.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            answers.append(new String(driver.takeSent(), StandardCharsets.ISO_8859_1));
        }
    }
}
