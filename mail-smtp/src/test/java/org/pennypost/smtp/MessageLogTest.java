package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.smtp.testing.MemoryQueue;

/** What is noted of each message: enough to say where it is, and nothing that is in it. */
class MessageLogTest {
    // RFC6710-4.1-c RFC8314-4-p
    @Test
    void everyMessageThatCameIsNotedUnderTheIdOfItsReply() throws Exception {
        List<String> noted = new ArrayList<>();
        DialogueTests.play("""
                @accounts fred=secret
                @tls
                S: 220 ...
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: AUTH PLAIN ${base64 \\0fred\\0secret}
                S: 235 ...
                C: MAIL FROM:<a@example.com> MT-PRIORITY=3
                S: 250 ...
                C: RCPT TO:<b@example.org>
                S: 250 ...
                C: RCPT TO:<c@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C: Subject: the content
                C: .
                S: 250 2.6.0 Message accepted, id $id
                C: MAIL FROM:<>
                S: 250 ...
                C: RCPT TO:<b@example.org>
                S: 250 ...
                C: BDAT 2 LAST
                C~: x\\n
                S: 550 ...
                """, world -> {
            noted.clear();
            return SmtpServer.with(new MemoryQueue(), world.authenticator(), world.surroundings())
                    .messages((at, id, event) -> noted.add(id + " " + event))
                    .mx();
        });
        assertEquals(2, noted.size(), noted.toString());
        String first = noted.get(0);
        assertTrue(first.contains("from <a@example.com> to <b@example.org> <c@example.org>, 22 octets"), first);
        assertTrue(
                first.contains(
                        "by client.example.com at 127.0.0.1 as fred with TLSv1.3 TLS_AES_128_GCM_SHA256, priority 3"),
                first);
        assertTrue(first.endsWith("250 2.6.0 Message accepted, id " + first.substring(0, 16)), first);
        assertTrue(noted.get(1).contains("from <> to <b@example.org>"), noted.get(1));
        assertTrue(noted.get(1).contains("550 5.6.0"), noted.get(1));
        assertFalse(noted.toString().contains("the content"), noted.toString());
        assertFalse(noted.toString().contains("secret"), noted.toString());
    }

    // RFC6710-6-a: the priority of what comes by LMTP; RFC6531-5-a: each address in ASCII, and where it came from
    @Test
    void addressesBeyondAsciiAreNotedInAscii() throws Exception {
        List<String> noted = new ArrayList<>();
        DialogueTests.play("""
                S: 220 ...
                C: LHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<пушкин@example.com> SMTPUTF8 MT-PRIORITY=4
                S: 250 ...
                C: RCPT TO:<jürgen@example.org>
                S: 250 ...
                C: BDAT 0 LAST
                S: 250 ...
                """, world -> {
            noted.clear();
            return SmtpServer.with(new MemoryQueue(), world.surroundings())
                    .messages((at, id, event) -> noted.add(event))
                    .lmtp();
        });
        String expected =
                "from <\\x{43F}\\x{443}\\x{448}\\x{43A}\\x{438}\\x{43D}@example.com> to <j\\x{FC}rgen@example.org>,"
                        + " 0 octets, by client.example.com at 127.0.0.1, priority 4: ";
        assertTrue(noted.get(0).contains(expected), noted.toString());
    }
}
