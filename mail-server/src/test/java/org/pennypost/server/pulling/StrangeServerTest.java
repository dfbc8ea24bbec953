package org.pennypost.server.pulling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.server.moving.MovingReport;

/** What a server may say that is old, broken or malicious. */
class StrangeServerTest {
    private static final String NOBODY = "* OK [UIDVALIDITY 1] yes\r\n";

    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();
    private Account target;
    private boolean whole;

    @BeforeEach
    void open() throws Exception {
        target = new MemoryStore().account("anna");
    }

    // RFC 3501 §5.1.3
    @Test
    void rawOctetsInNamesEndNoImport() throws Exception {
        List<String> asked = new ArrayList<>();
        long messages = pull(command -> {
            if (command.startsWith("LIST")) {
                return "* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"Gr\u00c3\u00bc\u00c3\u009fe\"\r\n"
                        + "* LIST () \"/\" \"\u00e9t\u00e9\"\r\n* LIST () \"/\" {8}\r\nA\r\nb NO\r\n"
                        + "* LIST () \"/\" Closed\r\n";
            } else if (command.startsWith("EXAMINE")) {
                asked.add(command);
                return command.contains("Closed") ? "NO not for you" : NOBODY;
            }
            return "";
        });
        assertEquals(0, messages);
        assertEquals(
                List.of(
                        "EXAMINE \"INBOX\"",
                        "EXAMINE \"Gr\u00c3\u00bc\u00c3\u009fe\"",
                        "EXAMINE \"\u00e9t\u00e9\"",
                        "EXAMINE \"Closed\""),
                asked);
        List<String> names = Contents.names(target);
        assertTrue(names.contains("Gr\u00fc\u00dfe") && names.contains("\u00e9t\u00e9"), names::toString);
        assertEquals(2, notices.size(), notices::toString);
        assertFalse(whole);
        assertTrue(notices.get(0).startsWith("left out: A??b NO"), notices::toString);
        assertEquals("left out: Closed: 127.0.0.1 says NO not for you", notices.get(1));
    }

    @Test
    void aMessageThatComesAgainAndAgainIsOne() throws Exception {
        String message = "* 1 FETCH (UID 7 FLAGS () INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[] {1}\r\nx)\r\n";
        long messages = pull(command -> {
            if (command.startsWith("LIST")) {
                return "* LIST () \"/\" INBOX\r\n";
            } else if (command.startsWith("EXAMINE")) {
                return NOBODY;
            }
            return command.startsWith("UID SEARCH")
                    ? "* SEARCH 7\r\n"
                    : command.contains("BODY.PEEK") ? message.repeat(60) : "";
        });
        assertEquals(1, messages);
        assertTrue(whole);
    }

    @Test
    void aServerThatNeverStopsIsLeft() {
        String much = "* LIST () \"/\" \"" + "x".repeat(1 << 20) + "\"\r\n";
        IOException left = assertThrows(
                IOException.class, () -> pull(command -> command.startsWith("LIST") ? much.repeat(40) : ""));
        assertTrue(left.getMessage().contains("too much"), left::toString);
        String items = "* SEARCH" + " 1".repeat(700_000) + "\r\n";
        left = assertThrows(IOException.class, () -> pull(command -> command.startsWith("LIST") ? items : ""));
        assertTrue(left.getMessage().contains("too much"), left::toString);
    }

    private long pull(Function<String, String> script) throws Exception {
        try (StrangeServer server = StrangeServer.saying(script)) {
            Pulling run = new Pulling(target, MailboxName.INBOX, new Report());
            run.run(server.origin(), Password.of("x"), SSLContext.getDefault(), directory.resolve("state"));
            whole = run.whole();
            return run.messages();
        }
    }

    private final class Report implements MovingReport {
        @Override
        public void progress(String what, long done, long total) {
            assertTrue(done <= total, what);
        }

        @Override
        public void notice(String line) {
            notices.add(line);
        }
    }
}
