package org.pennypost.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.Password;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.testing.Peers;
import org.pennypost.smtp.SmtpClient;

class SmtpClientTest {
    private static final SmtpClient CLIENT = SmtpClient.named("me.example");
    private static final String TEXT = "Subject: x\r\n\r\n.dot\r\nend\r\n";
    private static final String[] ENVELOPE = {"MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>"};

    @Test
    void onlyHeloIsKnown() {
        Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        script.client()
                .server("220 mx.example.org")
                .client("EHLO me.example")
                .server("502 what?")
                .client("HELO me.example")
                .server("250 mx.example.org")
                .client(ENVELOPE[0])
                .server("250 ok")
                .client(ENVELOPE[1])
                .server("250 ok")
                .client("DATA")
                .server("354 go on")
                .client("Subject: x", "", "..dot", "end", ".")
                .server("250 2.0.0 kept")
                .client("QUIT")
                .server("221 bye");
        assertEquals("DELIVERED CONTENT 2.0.0", script.outcomes());
        assertTrue(script.closed());
    }

    /** Whatever the network does to the replies. */
    @Property(tries = 60)
    void pipelinesAndSendsSeveralMessages(@ForAll @IntRange(min = 1, max = 80) int cut) {
        Script script = new Script(
                CLIENT, cut, Script.mail("x\r\n", "b@example.org", "c@example.org"), Script.mail("y", "d@example.org"));
        script.server("220-mx.example.org", "220 ready")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250-SIZE 1000", "250 8BITMIME")
                .client("MAIL FROM:<a@example.com> SIZE=3", ENVELOPE[1], "RCPT TO:<c@example.org>", "DATA")
                .server("250 2.1.0 ok", "550 5.1.1 who?", "250 ok", "354 go on")
                .client("x", ".")
                .server("250 ok")
                .client("MAIL FROM:<a@example.com> SIZE=1", "RCPT TO:<d@example.org>", "DATA")
                .server("250 2.1.0 ok", "250 ok", "354 go on")
                .client("y", ".")
                .server("452 4.3.1 full")
                .client("QUIT");
        assertEquals("REFUSED RECIPIENT 5.1.1, DELIVERED CONTENT 2.0.0, DEFERRED CONTENT 4.3.1", script.outcomes());
    }

    // RFC3030-2-r
    /** RFC 3030 §2: a chunk is not stuffed. */
    @Test
    void sendsOneChunk() {
        Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250 CHUNKING")
                .client(ENVELOPE)
                .server("250 ok", "250 ok")
                .client("BDAT " + TEXT.length() + " LAST", "Subject: x", "", ".dot", "end")
                .server("250 ok");
        assertEquals("DELIVERED CONTENT 2.0.0", script.outcomes());
    }

    // RFC2920-3.1-e
    /** RFC 2920 §3.1: the server may want the text although nobody is to get it. */
    @Test
    void nobodyIsAcceptedInAPipeline() {
        Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 PIPELINING")
                .client(ENVELOPE[0], ENVELOPE[1], "DATA")
                .server("250 ok", "550 no", "354 go on")
                .client(".")
                .server("554 nobody")
                .client("QUIT");
        assertEquals("REFUSED RECIPIENT 5.0.0", script.outcomes());
    }

    @Test
    void aSenderThatIsRefusedEndsTheTransaction() {
        Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org", "c@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250 mx.example.org")
                .client(ENVELOPE[0])
                .server("451 4.7.1 later")
                .client("RSET")
                .server("250 ok")
                .client("QUIT");
        assertEquals("DEFERRED SENDER 4.7.1, DEFERRED SENDER 4.7.1", script.outcomes());
    }

    // RFC5321-4.5.3.1.10-b
    @Test
    void tooManyRecipientsAreDeferredEvenBy552() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250 mx.example.org")
                .client(ENVELOPE[0])
                .server("250 ok")
                .client(ENVELOPE[1])
                .server("250 ok")
                .client("RCPT TO:<c@example.org>")
                .server("552 enough")
                .client("DATA")
                .server("354 go on")
                .client("x", ".")
                .server("250 ok")
                .client(ENVELOPE[0])
                .server("250 ok")
                .client("RCPT TO:<c@example.org>")
                .server("552 enough")
                .client("RSET")
                .server("250 ok")
                .client("QUIT");
        assertEquals("DELIVERED CONTENT 2.0.0, DEFERRED RECIPIENT 4.5.3", script.outcomes());
    }

    // RFC1870-6.4-a
    @Test
    void whomTheMessageIsTooLargeForDoesNotGetItLater() {
        for (String status : List.of("5.2.3", "5.3.4", "5.2.2")) {
            Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
            script.server("220 mx.example.org")
                    .server("250-mx.example.org", "250 SIZE 1000")
                    .server("250 ok")
                    .server("552 " + status + " no room for that");
            assertEquals("RSET", script.last());
            script.server("250 ok");
            assertEquals("REFUSED RECIPIENT " + status, script.outcomes());
        }
    }

    // RFC1870-6-b
    @Test
    void theSizeIsThatOfTheMessageAndNotOfItsDots() {
        Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        script.server("220 mx.example.org").server("250-mx.example.org", "250 SIZE");
        assertEquals("MAIL FROM:<a@example.com> SIZE=" + TEXT.length(), script.last());
        script.server("250 ok").server("250 ok").server("354 go on");
        assertTrue(script.said().endsWith("\r\n..dot\r\nend\r\n.\r\n"));
    }

    // RFC3463-2-f
    @Test
    void aCodeThatNobodyKnowsIsToldAsItIsAndCountsByItsClass() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org", "d@example.org"));
        script.server("220 mx.example.org")
                .server("250-mx.example.org", "250 PIPELINING")
                .server(
                        "250 2.99.999 ok",
                        "550 5.99.999 odd",
                        "450 4.1.999 odd",
                        "250 2.1.5 ok",
                        "354 go on",
                        "250 ok");
        assertEquals(
                "REFUSED RECIPIENT 5.99.999, DEFERRED RECIPIENT 4.1.999, DELIVERED CONTENT 2.0.0", script.outcomes());
    }

    // RFC6531-3.7.4.1-a
    @Test
    void repliesMayNameAddressesBeyondAscii() {
        Script script = new Script(
                CLIENT,
                Script.mail(MailOptions.NONE.withSmtpUtf8(), "x\r\n", "b@example.org", "d\u00f6rte@example.org"));
        script.server("220 mx.example.org")
                .server("250-mx.example.org", "250-PIPELINING", "250 SMTPUTF8")
                .server("250 ok", "251 2.1.5 will forward to <d\u00f6rte@example.net>")
                .server("551 5.1.6 try <j\u00fcrgen@example.net>", "354 go on", "250 ok");
        assertEquals("DELIVERED CONTENT 2.0.0, REFUSED RECIPIENT 5.1.6", script.outcomes());
    }

    // RFC2033-5-i
    /** RFC 2033 §4.2. */
    @Test
    void lmtpAnswersForEachRecipient() {
        Script script =
                new Script(CLIENT.lmtp(), Script.mail("x\r\n", "b@example.org", "c@example.org", "d@example.org"));
        script.server("220 mx.example.org LMTP")
                .client("LHLO me.example")
                .server("250-mx.example.org", "250 PIPELINING")
                .client(ENVELOPE[0], ENVELOPE[1], "RCPT TO:<c@example.org>", "RCPT TO:<d@example.org>", "DATA")
                .server("250 ok", "250 ok", "550 5.1.1 no", "250 ok", "354 go on")
                .client("x", ".")
                .server("250 2.1.5 b", "452 4.2.2 full");
        assertEquals("DELIVERED CONTENT 2.1.5, REFUSED RECIPIENT 5.1.1, DEFERRED CONTENT 4.2.2", script.outcomes());
    }

    /** RFC 2033 §4.3; behind a chunk that was refused the server may be in any state (RFC 3030 §2). */
    @Test
    void lmtpAnswersForEachRecipientOfAChunk() {
        Outgoing other = Script.mail("y\r\n", "d@example.org");
        Script script = new Script(CLIENT.lmtp(), Script.mail("x\r\n", "b@example.org", "c@example.org"), other);
        script.server("220 mx.example.org LMTP")
                .client("LHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250 CHUNKING")
                .client(ENVELOPE[0], ENVELOPE[1], "RCPT TO:<c@example.org>")
                .server("250 ok", "250 ok", "250 ok")
                .client("BDAT 3 LAST", "x")
                .server("452 4.2.2 full", "250-2.1.5 it is", "250 2.1.5 there")
                .client("RSET")
                .server("250 ok")
                .client("MAIL FROM:<a@example.com>", "RCPT TO:<d@example.org>")
                .server("250 ok", "250 ok")
                .client("BDAT 3 LAST", "y")
                .server("250 2.1.5 d")
                .client("QUIT");
        assertEquals("DEFERRED CONTENT 4.2.2, DELIVERED CONTENT 2.1.5, DELIVERED CONTENT 2.1.5", script.outcomes());
    }

    // RFC2033-5-j
    /** RFC 2033 §5: the replies that came count, and the others are temporary failures. */
    @Test
    void lmtpThatEndsBetweenRepliesHasSaidWhatItHasSaid() {
        Script script =
                new Script(CLIENT.lmtp(), Script.mail("x\r\n", "b@example.org", "c@example.org", "d@example.org"));
        script.server("220 mx.example.org LMTP")
                .client("LHLO me.example")
                .server("250-mx.example.org", "250 PIPELINING")
                .server("250 ok", "250 ok", "250 ok", "250 ok", "354 go on")
                .server("250 2.1.5 b", "550 5.7.1 no");
        script.end(Ending.LOST);
        assertEquals("DELIVERED CONTENT 2.1.5, REFUSED CONTENT 5.7.1, DEFERRED CONTENT 4.4.2", script.outcomes());
    }

    /** RFC 2033 §4.1: a server that does not know LHLO is none, and is not greeted otherwise. */
    @Test
    void lmtpIsNotSpokenToWhoDoesNotKnowIt() {
        Script script = new Script(CLIENT.lmtp(), Script.mail(TEXT, "b@example.org"));
        script.server("220 mx.example.org ESMTP")
                .client("LHLO me.example")
                .server("500 5.5.1 what?")
                .client("QUIT");
        assertEquals("DEFERRED CONNECTION 5.5.1", script.outcomes());
    }

    /** RFC 5321 §4.5.4.1: what becomes of a message whose last reply is missing is not known, so it is sent again. */
    @Test
    void aConnectionThatEndsLeavesTheMessageDeferred() {
        for (Ending ending : List.of(Ending.LOST, Ending.INPUT_CLOSED, Ending.IMPATIENT, Ending.STOPPING)) {
            Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
            script.server("220 mx.example.org")
                    .client("EHLO me.example")
                    .server("250-mx.example.org", "250-PIPELINING", "250 CHUNKING")
                    .client(ENVELOPE)
                    .server("250 ok", "250 ok");
            script.end(ending);
            assertEquals("DEFERRED CONTENT 4.4.2", script.outcomes());
            assertTrue(script.closed());
        }
    }

    @Test
    void aServerThatClosesOrRefusesToTalkIsTriedAgain() {
        Script closing = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        closing.server("220 mx.example.org").server("421 4.3.2 going down").client("EHLO me.example", "QUIT");
        assertEquals("DEFERRED CONNECTION 4.3.2", closing.outcomes());
        Script refusing = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        refusing.server("554 no mail here").client("QUIT");
        assertEquals("DEFERRED CONNECTION 5.0.0", refusing.outcomes());
    }

    @Test
    void whatIsNoReplyEndsTheConnection() {
        for (String garbage : List.of("HTTP/1.1 400 Bad Request", "", "650 x", "22", "2200 x", "250-a\r\n251 b")) {
            Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
            script.server(garbage);
            assertEquals("DEFERRED CONNECTION 4.5.0", script.outcomes(), garbage);
            assertTrue(script.closed());
        }
    }

    @Test
    void aReplyWithoutEndIsBounded() {
        Script script = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        for (int i = 0; i < 1000 && !script.closed(); i++) {
            script.server("220-" + "x".repeat(400));
        }
        assertTrue(script.closed());
        assertEquals("DEFERRED CONNECTION 4.5.0", script.outcomes());
    }

    // RFC8689-4.2.1-c RFC8689-4.2.1-e RFC8689-2-e
    @Test
    void withoutTlsNothingIsSentThatNeedsIt() {
        Script required = new Script(CLIENT.tls(ClientSetup.Tls.REQUIRED), Script.mail(TEXT, "b@example.org"));
        required.server("220 mx.example.org").server("250 mx.example.org").client("EHLO me.example", "QUIT");
        assertEquals("DEFERRED CONNECTION 4.7.10", required.outcomes());
        MailOptions options = MailOptions.NONE.with(new MailRequest.RequireTls());
        Script mail = new Script(CLIENT, Script.mail(options, TEXT, "b@example.org"));
        mail.server("220 mx.example.org").server("250-mx.example.org", "250 REQUIRETLS");
        assertEquals("REFUSED CONNECTION 5.7.30", mail.outcomes(), "another host may do better");
    }

    // RFC6152-3-f RFC6152-3-g RFC3030-3-j RFC6531-3.2-f
    /** RFC 6152 §3, RFC 6531 §3.6, RFC 3030 §3, RFC 1870 §6.2. */
    @Test
    void whatTheServerCannotTakeIsNotSent() {
        assertEquals(
                "5.6.3", refusal(MailOptions.NONE.body(MailOptions.Body.EIGHT_BIT_MIME), "Subject: \u00fc\r\n\r\n"));
        assertEquals("5.6.7", refusal(MailOptions.NONE.withSmtpUtf8(), TEXT));
        assertEquals(
                "5.6.7",
                refusal(
                        MailOptions.NONE.withSmtpUtf8(),
                        "Content-Type: message/global\r\n\r\nSubject: \u00fc\r\n\r\nx\r\n"));
        assertEquals(
                "5.6.1",
                refusal(
                        MailOptions.NONE.body(MailOptions.Body.BINARY_MIME),
                        "Content-Transfer-Encoding: 7bit\r\n\r\n\0"));
        Script large = new Script(CLIENT, Script.mail(TEXT, "b@example.org"));
        large.server("220 mx.example.org").server("250-mx.example.org", "250 SIZE 5");
        assertEquals("REFUSED SENDER 5.3.4", large.outcomes());
    }

    // RFC2852-4.1.4.2-b RFC2852-4.1.4.2-c
    @Test
    void aServerWithoutAClockIsAskedToReportDelays() {
        MailOptions timed =
                MailOptions.NONE.with(new MailRequest.DeliverBy(600, MailRequest.DeliverBy.Mode.NOTIFY, false));
        assertEquals("RCPT TO:<b@example.org> NOTIFY=FAILURE,DELAY", asked(timed, Set.of()));
        assertEquals(
                "RCPT TO:<b@example.org> NOTIFY=SUCCESS,DELAY",
                asked(timed, Set.of(new RecipientRequest.Notify(Set.of(RecipientRequest.Notify.Event.SUCCESS)))));
        assertEquals(
                "RCPT TO:<b@example.org> NOTIFY=NEVER", asked(timed, Set.of(new RecipientRequest.Notify(Set.of()))));
        assertEquals("RCPT TO:<b@example.org>", asked(MailOptions.NONE, Set.of()));
    }

    // RFC5321-4.1.2-j
    // RFC6533-3-b RFC6533-3-f RFC6533-3-g RFC6533-3-h RFC3461-5.2.1-g
    @Test
    void anOriginalRecipientIsPassedOnAsTheServerCanTakeIt() {
        RecipientRequest beyond = new RecipientRequest.OriginalRecipient("utf-8", "d\u00f6rte+x=y@example.net");
        assertEquals(
                "RCPT TO:<b@example.org> ORCPT=utf-8;d\\x{F6}rte\\x{2B}x\\x{3D}y@example.net",
                asked(MailOptions.NONE, Set.of(beyond)));
        assertEquals(
                "RCPT TO:<b@example.org> ORCPT=utf-8;d\u00f6rte\\x{2B}x\\x{3D}y@example.net",
                asked(MailOptions.NONE, Set.of(beyond), "250-SMTPUTF8"));
        RecipientRequest cased = new RecipientRequest.OriginalRecipient("RFC822", "Tim+Tom@Example.NET");
        assertEquals(
                "RCPT TO:<b@example.org> ORCPT=RFC822;Tim+2BTom@Example.NET", asked(MailOptions.NONE, Set.of(cased)));
    }

    private static String asked(MailOptions options, Set<RecipientRequest> requests, String... more) {
        Outgoing plain = Script.mail(options, TEXT, "b@example.org");
        Envelope.Recipient recipient =
                new Envelope.Recipient(plain.recipients().get(0).path(), requests);
        Script script = new Script(CLIENT, new Outgoing(plain.from(), options, List.of(recipient), plain.content()));
        List<String> offer = new ArrayList<>(List.of("250-mx.example.org"));
        offer.addAll(List.of(more));
        offer.add("250 DSN");
        script.server("220 mx.example.org").server(offer.toArray(String[]::new)).server("250 ok");
        return script.last();
    }

    private static String refusal(MailOptions options, String text) {
        Script script = new Script(CLIENT, Script.mail(options, text, "b@example.org"));
        script.server("220 mx.example.org").server("250 mx.example.org");
        return script.outcomes().replace("REFUSED SENDER ", "");
    }

    // RFC6152-3-e
    @Test
    void parametersAreThoseThatTheServerKnows() {
        MailOptions options = MailOptions.NONE
                .body(MailOptions.Body.EIGHT_BIT_MIME)
                .with(new MailRequest.EnvelopeId("a+b=c d"))
                .with(new MailRequest.Return(MailRequest.Return.Amount.HDRS))
                .with(new MailRequest.Priority(3));
        Outgoing plain = Script.mail(options, "x\r\n", "b@example.org");
        Envelope.Recipient asking = new Envelope.Recipient(
                plain.recipients().get(0).path(),
                Set.of(
                        new RecipientRequest.Notify(
                                Set.of(RecipientRequest.Notify.Event.FAILURE, RecipientRequest.Notify.Event.DELAY)),
                        new RecipientRequest.OriginalRecipient("rfc822", "b@example.org")));
        Script script =
                new Script(CLIENT, new Outgoing(plain.from(), plain.options(), List.of(asking), plain.content()));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-8BITMIME", "250 DSN")
                .client("MAIL FROM:<a@example.com> BODY=8BITMIME ENVID=a+2Bb+3Dc+20d RET=HDRS")
                .server("250 ok")
                .client("RCPT TO:<b@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;b@example.org");
    }

    @Test
    void logsInWhereThePasswordIsSafe() {
        SmtpClient client = CLIENT.login("tim", Password.of("tanstaaf"));
        Script local = new Script(client, Script.mail("x\r\n", "b@example.org"));
        local.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 AUTH LOGIN PLAIN")
                .client("AUTH PLAIN AHRpbQB0YW5zdGFhZg==")
                .server("535 5.7.8 no")
                .client("QUIT");
        assertEquals("DEFERRED CONNECTION 5.7.8", local.outcomes());
    }

    // RFC4954-14-a RFC4616-5-b
    @Test
    void tellsThePasswordOnlyToWhomeverHadToProveItself() {
        SmtpClient client = CLIENT.login("tim", Password.of("tanstaaf"));
        Script clear = far(client);
        clear.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 AUTH PLAIN")
                .client("QUIT");
        assertEquals("DEFERRED CONNECTION 4.7.0", clear.outcomes());
        Script anybody = secured(client.tls(ClientSetup.Tls.OFFERED));
        anybody.client("QUIT");
        assertEquals("DEFERRED CONNECTION 4.7.0", anybody.outcomes());
        secured(client.tls(ClientSetup.Tls.REQUIRED)).client("AUTH PLAIN AHRpbQB0YW5zdGFhZg==");
    }

    private static Script far(SmtpClient client) {
        Peer server = Peers.from("192.0.2.7");
        return new Script(client, server, Integer.MAX_VALUE, Script.mail("x\r\n", "b@example.org"));
    }

    private static Script secured(SmtpClient client) {
        Script script = far(client);
        script.server("220 mx.example.org")
                .server("250-mx.example.org", "250 STARTTLS")
                .server("220 go ahead");
        script.upgrade();
        return script.client("EHLO me.example", "STARTTLS", "EHLO me.example")
                .server("250-mx.example.org", "250 AUTH PLAIN");
    }

    // RFC4954-4-af
    @Test
    void aPasswordThatMakesTheLineTooLongComesOnALineOfItsOwn() {
        for (int length : List.of(367, 368)) { // 507 octets, and 511
            String password = "x".repeat(length);
            String response =
                    Base64.getEncoder().encodeToString(("\0tim\0" + password).getBytes(StandardCharsets.US_ASCII));
            Script script =
                    new Script(CLIENT.login("tim", Password.of(password)), Script.mail("x\r\n", "b@example.org"));
            script.server("220 mx.example.org")
                    .client("EHLO me.example")
                    .server("250-mx.example.org", "250 AUTH PLAIN");
            if (length == 367) {
                script.client("AUTH PLAIN " + response);
            } else {
                script.client("AUTH PLAIN").server("334 ").client(response);
            }
            script.server("235 2.7.0 welcome").client(ENVELOPE[0] + " AUTH=<>");
        }
    }

    @Test
    void startsTlsAndGreetsAgain() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-CHUNKING", "250 STARTTLS")
                .client("STARTTLS")
                .server("220 go ahead");
        script.upgrade();
        script.client("EHLO me.example").server("250 mx.example.org").client(ENVELOPE[0]);
    }
}
