package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** A client that wants no message sequence numbers hears of none: here every UID has three digits and no number has. */
class UidOnlyTest {
    private static final String SHORT = "Subject: x\r\n\r\n";
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Deleted", "$Junk"};
    /** The numbers that are no message's: sizes, counts, tags, years. */
    private static final Pattern OTHER_NUMBERS =
            Pattern.compile("^\\* \\d+ (EXISTS|RECENT)$|RFC822.SIZE \\d+|\\{\\d+}|MODSEQ \\(?\\d+\\)?|COUNT \\d+"
                    + "|UIDVALIDITY \\d+|COPYUID \\d+|APPENDUID \\d+|\\(TAG \"t\\d+\"\\)|^t\\d+ |\"[^\"]*\"|MAILBOXID \\(\\w+\\)"
                    + "|(ADDTO|REMOVEFROM) \\(\\d+|PARTIAL \\(-?\\d:-?\\d");

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,2}(?![\\w.])");

    // RFC9586-3-d RFC9586-3.3-a RFC9586-3.4-a RFC9586-3.6-a RFC9586-3.6-b RFC9586-3.7-a
    @Property(tries = 300)
    void noNumberGetsOut(
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000_000) Integer> acts,
            @ForAll boolean rev2,
            @ForAll boolean quick) {
        Protocol imap = ImapServer.with(
                new MemoryStore(),
                new MemoryAuthenticator().user("tim", "tanstaaf"),
                new Surroundings("mail.example", Instant::now, octets -> {}));
        LoopbackDriver other = client(imap);
        say(other, "SELECT INBOX");
        for (int i = 0; i < 100; i++) {
            say(other, "APPEND INBOX (\\Deleted) {" + SHORT.length() + "+}\r\n" + SHORT);
        }
        say(other, "EXPUNGE");
        LoopbackDriver client = client(imap);
        say(client, "ENABLE UIDONLY" + (rev2 ? " IMAP4rev2" : "") + (quick ? " QRESYNC" : ""));
        check(say(client, "SELECT INBOX"));
        for (int act : acts) {
            LoopbackDriver actor = act % 2 == 0 ? other : client;
            String heard = say(actor, command(act / 2, rev2));
            if (actor == client) {
                check(heard);
            }
        }
        check(say(client, "NOOP"));
    }

    private static String command(int what, boolean rev2) {
        String flag = FLAGS[what / 16 % FLAGS.length];
        int uid = 101 + what / 64 % 20;
        return switch (what % 16) {
            case 0, 1, 2 -> "APPEND INBOX {" + SHORT.length() + "+}\r\n" + SHORT;
            case 3 -> "UID STORE " + uid + ":* +FLAGS (" + flag + ")";
            case 4 -> "UID STORE " + uid + ":* -FLAGS.SILENT (" + flag + ")";
            case 5 -> "UID FETCH " + uid + ":* (FLAGS)";
            case 6 -> "UID FETCH " + uid + ":* (UID BODY[TEXT] RFC822.SIZE) (PARTIAL -1:-3)";
            case 7 -> "UID SEARCH RETURN (MIN MAX COUNT ALL) UID " + uid + ":*";
            case 8 -> "UID SEARCH RETURN (UPDATE COUNT) FLAGGED";
            case 9 -> "UID SORT (REVERSE SIZE) UTF-8 ALL";
            case 10 -> "UID SORT RETURN (UPDATE PARTIAL 1:3) (ARRIVAL) UTF-8 NOT SEEN";
            case 11 -> "UID THREAD REFERENCES UTF-8 ALL";
            case 12 -> "UID MOVE " + uid + " INBOX";
            case 13 -> "UID STORE " + uid + ":* (UNCHANGEDSINCE 100) FLAGS (" + flag + ")";
            case 14 -> "EXPUNGE";
            default -> rev2 ? "ESEARCH RETURN (MIN COUNT) ALL" : "NOOP";
        };
    }

    private static void check(String heard) {
        for (String line : heard.split("\r\n")) {
            String rest = OTHER_NUMBERS.matcher(line).replaceAll("");
            Matcher number = NUMBER.matcher(rest);
            assertTrue(!number.find(), line);
            assertTrue(!line.matches("\\* \\d+ (FETCH|EXPUNGE).*"), line);
        }
    }

    private static LoopbackDriver client(Protocol imap) {
        LoopbackDriver driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
        driver.pump();
        driver.takeSent();
        say(driver, "LOGIN tim tanstaaf");
        return driver;
    }

    private static String say(LoopbackDriver driver, String command) {
        driver.receive(ByteBuffer.wrap(("t0 " + command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        String heard = new String(driver.takeSent(), StandardCharsets.US_ASCII);
        assertTrue(heard.contains("t0 OK") || heard.contains("t0 BAD This tag"), command + ": " + heard);
        return heard;
    }
}
