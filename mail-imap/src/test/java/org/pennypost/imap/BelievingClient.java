package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** A client that keeps a picture of INBOX by nothing but the responses it gets. */
final class BelievingClient {
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
    private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((.*)\\)");
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}\r\n");

    private final LoopbackDriver driver;
    private final boolean rev2;
    private final List<Message> messages = new ArrayList<>();
    private boolean idling;
    private int tags;

    /** A message as far as the client has been told. */
    static final class Message {
        private long uid;
        private boolean flagsKnown;
        private Set<String> flags = new TreeSet<>();

        /** Its UID, 0 if it has not been told. */
        long uid() {
            return uid;
        }

        boolean flagsKnown() {
            return flagsKnown;
        }

        /** Its flags without \Recent, which is no flag of the mailbox. */
        Set<String> flags() {
            return flags;
        }
    }

    BelievingClient(Protocol imap, boolean rev2) {
        this.rev2 = rev2;
        driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
        driver.pump();
        driver.takeSent();
        command("LOGIN tim tanstaaf");
        if (rev2) {
            command("ENABLE IMAP4rev2");
        }
        command("SELECT INBOX");
        command("FETCH 1:* (UID FLAGS)");
    }

    List<Message> messages() {
        return messages;
    }

    /** Says a command and believes what it hears. */
    void command(String text) {
        command(text, true);
    }

    /** Says a command if it makes sense. */
    void command(String text, boolean sensible) {
        if (sensible) {
            String tag = "t" + ++tags;
            String heard = say(tag + " " + text + "\r\n");
            assertTrue(heard.contains(tag + " OK") || heard.contains(tag + " NO [EXPUNGEISSUED]"), heard);
            boolean numbered = text.startsWith("FETCH") || text.startsWith("STORE") || text.startsWith("SEARCH");
            assertFalse(numbered && EXPUNGE.matcher(heard).find(), heard);
            assertFalse(rev2 && heard.contains("RECENT"), heard);
        }
    }

    void append() {
        command("APPEND INBOX {9+}\r\nA: b\r\n\r\nc");
    }

    /** RFC 9051 §6.4.6: with .SILENT the client is taken to know the new flags. */
    void storeSilently(int number, String flag) {
        String tag = "t" + ++tags;
        Message message = messages.get(number - 1);
        if (message.flagsKnown) {
            message.flags.add(flag);
        }
        String heard = say(tag + " STORE " + number + " +FLAGS.SILENT (" + flag + ")\r\n");
        // Of a message that is gone nothing is known any more.
        message.flagsKnown &= heard.contains(tag + " OK");
    }

    void toggleIdling() {
        if (idling) {
            stopIdling();
        } else {
            idling = true;
            assertTrue(say("t" + ++tags + " IDLE\r\n").startsWith("+ "));
        }
    }

    void stopIdling() {
        if (idling) {
            idling = false;
            assertTrue(say("DONE\r\n").contains("t" + tags + " OK"));
        }
    }

    /** Hears what is said unasked, which is only while it idles. */
    void listen() {
        driver.pump();
        String heard = new String(driver.takeSent(), StandardCharsets.ISO_8859_1);
        assertTrue(idling || heard.isEmpty(), heard);
        believe(heard);
    }

    private String say(String text) {
        driver.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        String heard = new String(driver.takeSent(), StandardCharsets.ISO_8859_1);
        believe(heard);
        return heard;
    }

    private void believe(String heard) {
        for (String line : withoutLiterals(heard).split("\r\n")) {
            Matcher exists = EXISTS.matcher(line);
            Matcher expunge = EXPUNGE.matcher(line);
            Matcher fetch = FETCH.matcher(line);
            if (exists.matches()) {
                exist(Integer.parseInt(exists.group(1)));
            } else if (expunge.matches()) {
                messages.remove(Integer.parseInt(expunge.group(1)) - 1);
            } else if (fetch.matches()) {
                learn(messages.get(Integer.parseInt(fetch.group(1)) - 1), fetch.group(2));
            }
        }
    }

    private void exist(int count) {
        assertTrue(count >= messages.size(), "EXISTS never lowers the count");
        while (messages.size() < count) {
            messages.add(new Message());
        }
    }

    private static void learn(Message message, String items) {
        Matcher uid = UID.matcher(items);
        if (uid.find()) {
            long told = Long.parseLong(uid.group(1));
            assertTrue(message.uid == 0 || message.uid == told, "a number means another message than before");
            message.uid = told;
        }
        Matcher flags = FLAGS.matcher(items);
        if (flags.find()) {
            message.flagsKnown = true;
            message.flags = new TreeSet<>(List.of(flags.group(1).split(" ")));
            message.flags.remove("");
            message.flags.remove("\\Recent");
        }
    }

    private static String withoutLiterals(String heard) {
        StringBuilder kept = new StringBuilder();
        Matcher literal = LITERAL.matcher(heard);
        int at = 0;
        while (literal.find(at)) {
            kept.append(heard, at, literal.start());
            at = literal.end() + Integer.parseInt(literal.group(1));
        }
        return kept.append(heard.substring(at)).toString();
    }
}
