package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.smtp.testing.MemoryQueue;
import org.pennypost.smtp.testing.Sites;

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

    // RFC6409-5.2-a: who was refused, and how it ended
    @Test
    void transactionsWithoutAMessageAreNotedToo() throws Exception {
        String dialogue = """
                @accounts fred=secret
                @clear
                S: 220 ...
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<nobody@example.org>
                S: 550 ...
                C: RCPT TO:<b@example.net>
                S: 550 ...
                C: RSET
                S: 250 ...
                C: MAIL FROM:<b@example.com> SIZE=999999999999
                S: 552 ...
                C: MAIL FROM:<c@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<d@example.com>
                S: 250 ...
                C: BDAT 0 LAST
                S: 554 ...
                C: MAIL FROM:<e@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: RCPT TO:<nobody@example.org>
                S: 550 ...
                C: DATA
                S: 354 ...
                C: .
                S: 250 ...
                C: MAIL FROM:<f@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                """;
        String by = ", by client.example.com at 127.0.0.1: ";
        List<String> expected = new ArrayList<>(List.of(
                "from <a@example.com>, refused <nobody@example.org> (550 5.1.1 No such mailbox here)"
                        + " <b@example.net> (550 5.7.1 Relaying denied)" + by + "RSET",
                "from <b@example.com>" + by + "552 5.3.4 Message too large",
                "from <c@example.com> to <fred@example.org>" + by + "EHLO",
                "from <d@example.com>" + by + "no recipients",
                "from <e@example.com> to <fred@example.org>, refused <nobody@example.org> (550 5.1.1 No such mailbox here),"
                        + " 0 octets" + by + "250 2.6.0 Message accepted, id ID",
                "from <f@example.com> to <fred@example.org>" + by));
        assertEquals(ended(expected, "QUIT"), noted(dialogue + "C: QUIT\nS: 221 ...\n"));
        assertEquals(ended(expected, "connection ended before the message"), noted(dialogue + "C: [vanish]\n"));
        assertEquals(
                ended(expected, "connection ended in the middle of the message"),
                noted(dialogue + "C: DATA\nS: 354 ...\nC: half\nC: [vanish]\n"));
        assertEquals(
                ended(expected, "RSET"),
                noted(dialogue + "C: BDAT 2\nC~: x\\r\nS: 250 ...\nC: RSET\nS: 250 ...\nC: RSET\nS: 250 ...\n"));
    }

    @Test
    void whatIsNotedOfTransactionsWithoutAMessageIsBounded() throws Exception {
        String begin = "@clear\n@accounts fred=secret\nS: 220 ...\nC: EHLO x.example\nS+: 250-...\nS: 250 HELP\n";
        String recipients = "C: MAIL FROM:<a@example.com>\nS: 250 ...\n"
                + "C: RCPT TO:<fred@example.org>\nS: 250 ...\n".repeat(12)
                + "C: RCPT TO:<nobody@example.org>\nS: 550 ...\n".repeat(13)
                + "C: RSET\nS: 250 ...\n";
        String line = noted(begin + recipients).get(0);
        assertTrue(
                line.startsWith("from <a@example.com> to" + " <fred@example.org>".repeat(10) + " and 2 more,"), line);
        assertTrue(line.contains(" and 3 more, by "), line);
        String attempt = "C: MAIL FROM:<a@example.com>\nS: 250 ...\nC: RSET\nS: 250 ...\n";
        assertEquals(60, noted(begin + attempt.repeat(60)).size());
        assertEquals(60, noted(begin + attempt.repeat(61)).size());
    }

    private static List<String> ended(List<String> stories, String end) {
        List<String> ended = new ArrayList<>(stories);
        ended.set(ended.size() - 1, ended.get(ended.size() - 1) + end);
        return ended;
    }

    /** The stories without the connection, and with ID for the ids. */
    private static List<String> noted(String dialogue) throws Exception {
        List<String> noted = new ArrayList<>();
        DialogueTests.play(dialogue, world -> {
            noted.clear();
            return SmtpServer.with(
                            StoreDelivery.into(world.store(), Sites.addresses(world)),
                            world.authenticator(),
                            world.surroundings())
                    .messages((at, id, event) -> noted.add(event.replace(id.toString(), "ID")))
                    .mx();
        });
        return noted.stream()
                .map(story -> story.replaceFirst("^\\[c[0-9]+\\] ", ""))
                .toList();
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
