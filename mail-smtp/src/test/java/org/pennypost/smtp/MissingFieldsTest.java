package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.World;

/** RFC 6409 §8: what a submission lacks is added above it, and the message itself stays as it is. */
class MissingFieldsTest {
    // RFC6409-8.3-a RFC5321-6.4-b
    @Test
    void dateAndMessageId() throws Exception {
        String message = submitted("Subject: none of both\n\nText\n");
        assertTrue(
                message.matches("(?s).*\r\nDate: Fri, 2 Jan 2026 03:04:05 \\+0000\r\n"
                        + "Message-ID: <[0-9a-z]{16}@mail\\.example\\.org>\r\n"
                        + "From: fred@example\\.org\r\n"
                        + "Subject: none of both\r\n\r\nText\r\n"),
                message);
    }

    @Test
    void onlyWhatIsMissing() throws Exception {
        String message = submitted(
                "DATE : today\nSubject: x\nFROM: me@example.com\nmessage-id:\n <1@example.com>\n\nDate: in the body\n");
        assertTrue(
                message.endsWith(
                        "+0000\r\nDATE : today\r\nSubject: x\r\nFROM: me@example.com\r\nmessage-id:\r\n <1@example.com>\r\n\r\nDate: in the body\r\n"));
    }

    @Test
    void aMessageWithoutHeaderGetsOne() throws Exception {
        String message = submitted("Just text, no header\n");
        assertTrue(
                message.matches(
                        "(?s).*\r\nMessage-ID: <\\S+>\r\nFrom: fred@example\\.org\r\n\r\nJust text, no header\r\n"),
                message);
    }

    @Test
    void howeverTheMessageIsCut() throws Exception {
        String message = received("""
                C: BDAT 1
                C~: J
                S: 250 ...
                C: BDAT 30 LAST
                C~: ust text\\r\\nFrom: x\\r\\n\\r\\nDate: x\\r\\n
                S: 250 ...
                """, "submission");
        assertTrue(
                message.matches("(?s).*\r\nDate: [^\r]+\r\nMessage-ID: <\\S+>\r\nFrom: fred@example\\.org\r\n"
                        + "\r\nJust text\r\nFrom: x\r\n\r\nDate: x\r\n"),
                message);
    }

    // RFC6409-8.3-a: a message may be a header alone
    @Test
    void aHeaderWithoutABlankLineGetsThemToo() throws Exception {
        String message = submitted("Subject: all header\n");
        assertTrue(
                message.matches("(?s).*\r\nDate: Fri, 2 Jan 2026 03:04:05 \\+0000\r\nMessage-ID: <\\S+>\r\n"
                        + "From: fred@example\\.org\r\nSubject: all header\r\n"),
                message);
        String whole = submitted("Date: today\nFrom: me@example.com\nMessage-ID: <1@example.com>\n");
        assertTrue(
                whole.endsWith("+0000\r\nDate: today\r\nFrom: me@example.com\r\nMessage-ID: <1@example.com>\r\n"),
                whole);
    }

    // RFC5321-5.1-c: nothing is inferred and changed in mail from other hosts
    @Test
    void notForMailFromOtherHosts() throws Exception {
        String message = sent("Subject: none of both\n\nText\n", "mx");
        assertTrue(message.endsWith("+0000\r\nSubject: none of both\r\n\r\nText\r\n"));
        assertEquals(-1, message.indexOf("Message-ID"));
    }

    /** RFC 5322 §2.1: what is no header section is a body, which a blank line parts from the trace header. */
    @Test
    void textFromOtherHostsStaysText() throws Exception {
        for (String text : List.of(
                "Just text\nand: more\n",
                " indented\n",
                "a".repeat(2000) + ": x\n",
                "a" + " ".repeat(2000) + ": x\n")) {
            String message = sent(text, "mx");
            assertTrue(message.endsWith("+0000\r\n\r\n" + text.replace("\n", "\r\n")), message);
        }
        String lines = "From " + "x".repeat(5000) + "\n" + "From x\n".repeat(5000);
        for (String header : List.of("\ntext\n", "Subject: x\nno field\n\ntext\n", "a".repeat(900) + ": x\n", lines)) {
            String message = sent(header, "mx");
            assertTrue(message.endsWith("+0000\r\n" + header.replace("\n", "\r\n")), message);
        }
    }

    @Test
    void textFromOtherHostsStaysTextHoweverItIsCut() throws Exception {
        String message = received("""
                C: BDAT 1
                C~: J
                S: 250 ...
                C: BDAT 3
                C~: ust
                S: 250 ...
                C: BDAT 13 LAST
                C~:  text\\r\\nmore\\r\\n
                S: 250 ...
                """, "mx");
        assertTrue(message.endsWith("+0000\r\n\r\nJust text\r\nmore\r\n"), message);
        String bare = received("""
                C: BDAT 4 LAST
                C~: Just
                S: 250 ...
                """, "mx");
        assertTrue(bare.endsWith("+0000\r\n\r\nJust"), bare);
    }

    /** RFC 6409 §8: UTF-8 that was not declared is said in ASCII; a body may have it. */
    @Test
    void aHeaderInUtf8IsEncoded() throws Exception {
        String message = submitted("Subject: Grüße\nTo: x@example.com\n\nGrüße\n");
        assertTrue(
                message.endsWith("Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\nTo: x@example.com\r\n\r\nGrÃ¼Ã\u009fe\r\n"),
                message);
        String cut = received("""
                C: BDAT 10
                C~: Subject: G
                S: 250 ...
                C: BDAT 11
                C~: rüße\\r\\n\\r\\nx
                S: 250 ...
                C: BDAT 3 LAST
                C~: y\\r\\n
                S: 250 ...
                """, "submission");
        assertTrue(cut.endsWith("Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n\r\nxy\r\n"), cut);
        // elsewhere mail stays as it came: whoever sent it may have signed it
        assertTrue(sent("Subject: Grüße\n\nx\n", "mx").endsWith("Subject: GrÃ¼Ã\u009fe\r\n\r\nx\r\n"));
        String text = submitted("Grüße\n");
        assertTrue(text.endsWith("From: fred@example.org\r\n\r\nGrÃ¼Ã\u009fe\r\n"), text);
    }

    /** The line that begins a message in a mailbox file is no field, and no text either. */
    @Test
    void aLineOfAMailboxFileIsNoText() throws Exception {
        for (String line : List.of("From a@b.example Fri Jan  2 03:04:05 2026\n", ">From a\n")) {
            String text = line + "Subject: x\n\nText\n";
            String end = text.replace("\n", "\r\n");
            assertTrue(sent(text, "mx").endsWith("+0000\r\n" + end));
            assertTrue(submitted(text).endsWith("From: fred@example.org\r\n" + end));
        }
    }

    private static String submitted(String text) throws Exception {
        return sent(text, "submission");
    }

    private static String sent(String text, String role) throws Exception {
        return received("""
                C: DATA
                S: 354 ...
                C<<END
                %s.
                END
                S: 250 ...
                """.formatted(text), role);
    }

    private static String received(String message, String role) throws Exception {
        String login = role.equals("mx") ? "" : "C: AUTH PLAIN ${base64 \\0fred\\0secret}\nS: 235 ...";
        World world = Delivered.after("""
                @accounts fred=secret
                @role %s
                S: 220 ...
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                %s
                C: MAIL FROM:<fred@example.org>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                """.formatted(role, login) + message);
        return Delivered.inbox(world, "fred").get(0);
    }
}
