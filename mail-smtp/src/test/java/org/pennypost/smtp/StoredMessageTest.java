package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.World;

/** What a message looks like in the mailbox: our trace header, then the octets that were sent. */
class StoredMessageTest {
    private static final String START = """
            @accounts fred=secret alice=secret
            @clear
            S: 220 ...
            C: EHLO client.example.com
            S+: 250-...
            S: 250 HELP
            """;

    // RFC5321-4.4-a RFC5321-4.4-b RFC5321-4.4-c RFC5321-4.4-d RFC5321-4.4-e RFC5321-4.4-h RFC5321-4.4-j RFC5321-4.4-x
    // RFC5321-4.4-y RFC5321-4.4-ad RFC5321-4.4-m RFC5321-4.4-ac RFC5321-4.1.1.3-f RFC4954-7-a RFC5321-2.1-a
    @Test
    void beginsWithReturnPathAndReceived() throws Exception {
        World world = Delivered.after(START + """
                C: MAIL FROM:<@relay.example.com:Sender@Example.com>
                S: 250 ...
                C: RCPT TO:<@relay.example.com:Fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C<<END
                Received: from elsewhere by client.example.com; Thu, 1 Jan 2026 00:00:00 +0000
                Subject: hello

                Text
                .
                END
                S: 250 2.6.0 Message accepted, id ${id:[0-9a-z]{16}}
                """);
        String message = Delivered.inbox(world, "fred").get(0);
        String id = message.replaceAll("(?s).* id ([0-9a-z]{16})\\s.*", "$1");
        // RFC5321-4.4-g RFC5321-4.4-i RFC5321-2.4-b
        assertEquals("""
                Return-Path: <Sender@Example.com>
                Received: from client.example.com ([127.0.0.1])
                \tby mail.example.org with ESMTP id %s
                \tfor <Fred@example.org>;
                \tFri, 2 Jan 2026 03:04:05 +0000
                Received: from elsewhere by client.example.com; Thu, 1 Jan 2026 00:00:00 +0000
                Subject: hello

                Text
                """.formatted(id).replace("\n", "\r\n"), message);
    }

    // RFC5321-4.5.2-a RFC5321-4.1.1.4-a RFC5321-4.1.1.4-b RFC5321-4.5.2-d RFC5321-4.5.2-e RFC6152-3-b RFC6152-3-c
    // RFC6152-3-d RFC5321-4.5.3.1.6-a
    @Test
    void keepsEveryOctetThatWasSent() throws Exception {
        World world = Delivered.after(START + """
                C: MAIL FROM:<a@example.com> BODY=8BITMIME
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C~: ..\\r\\n...\\r\\n. .\\r\\n\\x01\\t\\x0B\\x7F\\x80\\xFF \\r\\n\\r\\n\\r\\n${repeat 2000 x}\\r\\n.\\r\\n
                S: 250 ...
                """);
        // The blank line is ours: the text has no header section.
        assertEquals(
                "\r\n.\r\n..\r\n .\r\n\u0001\t\u000B\u007F\u0080\u00FF \r\n\r\n\r\n" + "x".repeat(2000) + "\r\n",
                sent(Delivered.inbox(world, "fred").get(0)));
    }

    // RFC5321-7.6-b RFC5321-7.2-a: those who get a message need not know of each other
    @Test
    void namesNoRecipientIfThereAreSeveral() throws Exception {
        World world = Delivered.after(START + """
                C: MAIL FROM:<>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: RCPT TO:<alice@example.org>
                S: 250 ...
                C: RCPT TO:<FRED@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C: Text
                C: .
                S: 250 ...
                """);
        // Two recipients who are one user get one message.
        assertEquals(1, Delivered.inbox(world, "fred").size());
        assertEquals(Delivered.inbox(world, "fred"), Delivered.inbox(world, "alice"));
        assertTrue(Delivered.inbox(world, "fred").get(0).startsWith("Return-Path: <>\r\nReceived: from "));
        assertEquals(
                -1,
                Delivered.inbox(world, "fred").get(0).toLowerCase(Locale.ROOT).indexOf("alice"));
    }

    // RFC5321-4.1.1-f RFC5321-4.2.5-c RFC5321-4.1.1.10-c RFC5321-4.1.1.4-g
    @Test
    void isNotThereUnlessItWasAccepted() throws Exception {
        World world = Delivered.after("@size 65536\n" + START + """
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C*1000: ${repeat 80 x}
                C: .
                S: 552 ...
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C~: a lone\\nfeed\\r\\n.\\r\\n
                S: 550 ...
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: RSET
                S: 250 ...
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C: half
                C: [vanish]
                """);
        assertEquals(List.of(), Delivered.inbox(world, "fred"));
    }

    // RFC5321-4.5.1-c RFC5321-4.5.1-b: at every domain, and to the account that stands for it
    @Test
    void goesToThePostmasterWhoeverThatIs() throws Exception {
        World world = Delivered.after("@postmaster alice\n" + START + """
                C: MAIL FROM:<>
                S: 250 ...
                C: RCPT TO:<PostMaster@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C: One
                C: .
                S: 250 ...
                C: MAIL FROM:<>
                S: 250 ...
                C: RCPT TO:<postmaster>
                S: 250 ...
                C: DATA
                S: 354 ...
                C: Two
                C: .
                S: 250 ...
                """);
        assertEquals(
                List.of("\r\nOne\r\n", "\r\nTwo\r\n"),
                Delivered.inbox(world, "alice").stream()
                        .map(StoredMessageTest::sent)
                        .toList());
    }

    /** A message without the two fields that we put in front. */
    private static String sent(String message) {
        return message.replaceFirst("(?s)\\AReturn-Path:[^\r]*\r\nReceived:[^\r]*\r\n(\t[^\r]*\r\n)*", "");
    }
}
