package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6409 §8, RFC 2047 §5: text beyond ASCII that old programs put into a header leaves in encoded words. */
class EncodedHeaderTest {
    private static final String START = "Date: x\\r\\nMessage-ID: <1@example.org>\\r\\n";

    @Test
    void textIsEncodedAndTheRestStays() throws Exception {
        assertEquals(
                "Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\nX-Odd :as  it\r\n was\r\nFrom: fred@example.org\r\n"
                        + "X-Scanner: =?UTF-8?B?QsO8IHJv?=\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n",
                submitted(
                        "Subject: Gr\\xC3\\xBC\\xC3\\x9Fe\\r\\nX-Odd :as  it\\r\\n was\\r\\nFrom: fred@example.org\\r\\n"
                                + "X-Scanner:B\\xC3\\xBC\\r\\n ro\\r\\n\\r\\nGr\\xC3\\xBC\\xC3\\x9Fe\\r\\n"));
    }

    @Test
    void whatIsNotUtf8IsLatin1() throws Exception {
        assertEquals(
                "From: fred@example.org\r\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n\r\nx\r\n",
                submitted("From: fred@example.org\\r\\nSubject: Gr\\xFC\\xDFe\\r\\n\\r\\nx\\r\\n"));
    }

    @Test
    void namesAreEncodedAndAddressesStay() throws Exception {
        assertEquals(
                "From: =?UTF-8?B?SsO2cmcgTS4=?= <fred@example.org>\r\n"
                        + "To: \"a, b\" <\"c d\"@example.org>,\r\n =?UTF-8?B?w4RyenRl?=: e@example.net,\r\n"
                        + " =?UTF-8?B?SsO2cmc=?= <f@example.net>;\r\n\r\nx\r\n",
                submitted("From: \"J\\xC3\\xB6rg M.\" <fred@example.org>\\r\\n"
                        + "To: \"a, b\" <\"c d\"@example.org>, \\xC3\\x84rzte: e@example.net,\\r\\n"
                        + "\\tf@example.net (J\\xC3\\xB6rg);\\r\\n\\r\\nx\\r\\n"));
    }

    // RFC 2231 §4 and §3
    @Test
    void parametersGetACharset() throws Exception {
        assertEquals(
                "From: fred@example.org\r\nContent-Disposition: attachment; filename*=UTF-8''%C3%84%20%221%22%3B.txt;\r\n"
                        + " size=3\r\n\r\nx\r\n",
                submitted("From: fred@example.org\\r\\nContent-Disposition: attachment;"
                        + " filename=\"\\xC3\\x84 \\\\\"1\\\\\";.txt\"; size=3;\\r\\n\\r\\nx\\r\\n"));
        String message = submitted("From: fred@example.org\\r\\nContent-Type: application/pdf; name=\""
                + "M\\xC3\\xA4rz ".repeat(20) + "\"\\r\\n\\r\\nx\\r\\n");
        String values = message.replaceAll("(?s)^.*UTF-8''|;\\s+name\\*\\d+\\*=|\r\n\r\nx\r\n$", "");
        assertEquals("M\u00e4rz ".repeat(20), URLDecoder.decode(values, StandardCharsets.UTF_8));
    }

    /** RFC 2047 §2: an encoded word has 75 octets at most, its line 76. */
    @Test
    void longTextIsFolded() throws Exception {
        String message = submitted("From: " + "\\xC3\\xB6".repeat(60) + " <fred@example.org>\\r\\nSubject: "
                + "Gr\\xC3\\xBC\\xC3\\x9Fe ".repeat(300) + "\\r\\nX-" + "a".repeat(70)
                + ": \\xC3\\xB6\\r\\n\\r\\nx\\r\\n");
        assertTrue(message.contains(" <fred@example.org>\r\nSubject: =?UTF-8?"), message);
        for (String line : message.split("\r\n")) {
            assertTrue(line.length() <= 76, line);
        }
    }

    @Test
    void aMessageWithoutHeaderIsAllBody() throws Exception {
        String message = received("Gr\\xC3\\xBC\\xC3\\x9Fe\\r\\n", "250 ...");
        assertTrue(message.endsWith("From: fred@example.org\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n"), message);
    }

    /** RFC 6531 §3.4: what only SMTPUTF8 can carry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: j\\xC3\\xB6rg@example.org",
                "To: a@j\\xC3\\xB6rg.example",
                "Content-Type: text/\\xC3\\xB6; x=y",
                "Content-Type: text/plain; name=\\xFC",
                "Content-Type: text/plain; name*=UTF-8''\\xC3\\xB6",
                "References: \\xC3\\xB6",
                "Disposition-Notification-To: \\xC3\\xB6",
                "X-\\xC3\\xB6: x",
                "no field \\xC3\\xB6"
            })
    void whatCannotBeEncodedIsRefused(String field) throws Exception {
        received("From: fred@example.org\\r\\n" + field + "\\r\\n\\r\\nx\\r\\n", "554 5.6.7 Header needs SMTPUTF8");
    }

    private static String submitted(String text) throws Exception {
        String message = received(START + text, "250 ...");
        String start = "Message-ID: <1@example.org>\r\n";
        return message.substring(message.indexOf(start) + start.length());
    }

    private static String received(String text, String reply) throws Exception {
        var world = Delivered.after("""
                @accounts fred=secret
                @role submission
                S: 220 ...
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: AUTH PLAIN ${base64 \\0fred\\0secret}
                S: 235 ...
                C: MAIL FROM:<fred@example.org>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C~: %s.\\r\\n
                S: %s
                """.formatted(text, reply));
        var inbox = Delivered.inbox(world, "fred");
        return inbox.isEmpty() ? "" : inbox.get(0);
    }
}
