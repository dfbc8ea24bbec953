package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** RFC 6409 §8: names of our users without a domain, which cron and scripts write into a header. */
class QualifiedHeaderTest {
    private static final String START = "Date: x\\r\\nMessage-ID: <1@example.org>\\r\\n";
    private static final String ACCEPTED = "250 ...";

    @Test
    void aNameOfAUserGetsOurDomainAndTheRestStays() throws Exception {
        assertEquals(
                "From: \"Cron Daemon\" <root@example.org>\r\nTo: fred@example.org\r\nX-Odd :as  it\r\n was\r\n\r\n"
                        + "To: root\r\n",
                submitted(
                        "submission",
                        "From: root (Cron Daemon)\\r\\nTo: fred\\r\\nX-Odd :as  it\\r\\n was\\r\\n\\r\\nTo: root\\r\\n",
                        ACCEPTED));
        assertEquals(
                "From: \"(Cron Daemon)\" <root@example.org>\r\n"
                        + "Cc: a@example.com,\r\n \"admins\": root@example.org,\r\n \"F\" <fred@example.org>;\r\n\r\nx\r\n",
                submitted(
                        "submission",
                        "From: \"(Cron Daemon)\" <root>\\r\\nCc: a@example.com, admins: root, F <fred>;\\r\\n\\r\\nx\\r\\n",
                        ACCEPTED));
    }

    @Test
    void textBeyondAsciiInTheSameHeaderIsEncoded() throws Exception {
        assertEquals(
                "From: =?UTF-8?B?SsO2cmc=?= <fred@example.org>\r\nTo: root@example.org\r\n"
                        + "Subject: =?UTF-8?B?w4Q=?=\r\n\r\nx\r\n",
                submitted(
                        "submission",
                        "From: J\\xC3\\xB6rg <fred>\\r\\nTo: root\\r\\nSubject: \\xC3\\x84\\r\\n\\r\\nx\\r\\n",
                        ACCEPTED));
    }

    /** RFC 5322 §3.6.3 */
    @Test
    void nobodyLearnsWhoGetsABlindCopy() throws Exception {
        assertEquals(
                "From: fred@example.org\r\nTo: a@example.com\r\nSubject: it\r\n\r\nBcc: x\r\n",
                submitted(
                        "submission",
                        "From: fred@example.org\\r\\nbcc: b@example.com,\\r\\n c@example.com\\r\\n"
                                + "To: a@example.com\\r\\nResent-Bcc: fred\\r\\nSubject: it\\r\\nBcc:\\r\\n\\r\\nBcc: x\\r\\n",
                        ACCEPTED));
    }

    /** RFC 6409 §8: only what is known to be a local part may get a domain. */
    @Test
    void aNameThatNobodyHasIsRefused() throws Exception {
        submitted(
                "submission",
                "From: fred@example.org\\r\\nTo: root, stranger\\r\\n\\r\\nx\\r\\n",
                "554 5.1.7 Header has what is no address");
    }

    /** Two octets that become twenty could make any header too large for those who read it. */
    @Test
    void whatBecomesTooLargeIsRefused() throws Exception {
        submitted(
                "submission",
                "From: fred@example.org\\r\\n" + ("To: " + "root,".repeat(150) + "\\r\\n").repeat(150)
                        + "\\r\\nx\\r\\n",
                "554 5.1.7 Header has what is no address");
    }

    /** RFC 6409 §6.1 */
    @Test
    void anAuthorIsLookedAtAsACompletedAddress() throws Exception {
        submitted(
                "submission\n@senders own",
                "From: root\\r\\n\\r\\nx\\r\\n",
                "550 5.7.1 From or Sender address in header does not belong to you");
    }

    private static String submitted(String role, String text, String reply) throws Exception {
        var world = Delivered.after("""
                @accounts fred=secret root=secret
                @role %s
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
                """.formatted(role, START + text, reply));
        var inbox = Delivered.inbox(world, "fred");
        String start = "Message-ID: <1@example.org>\r\n";
        return inbox.isEmpty() ? "" : inbox.get(0).substring(inbox.get(0).indexOf(start) + start.length());
    }

    @Test
    void whatComesFromOtherServersStays() throws Exception {
        var world = Delivered.after("""
                @accounts fred=secret root=secret
                S: 220 ...
                C: HELO mx.example.com
                S: 250 ...
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<fred@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C~: From: a@example.com\\r\\nTo: root\\r\\nBcc: b\\r\\n\\r\\nx\\r\\n.\\r\\n
                S: 250 ...
                """);
        String message = Delivered.inbox(world, "fred").get(0);
        assertEquals(
                "From: a@example.com\r\nTo: root\r\nBcc: b\r\n\r\nx\r\n",
                message.substring(message.indexOf("From: a@")));
    }
}
