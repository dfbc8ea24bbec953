package org.pennypost.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.Password;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.SmtpClient;

/** What RFC 5321 asks of those who send. */
class ClientMannersTest {
    private static final SmtpClient CLIENT = SmtpClient.named("me.example");
    private static final String MAIL = "MAIL FROM:<a@example.com>";
    private static final String RCPT = "RCPT TO:<b@example.org>";

    // RFC5321-4.3.1-e RFC5321-4.3.1-d RFC5321-2.2.1-d RFC5321-4.1.1.1-f RFC5321-4.1.1.1-g RFC5321-4.1.4-l
    // RFC5321-4.1.4-m RFC5321-4.1.1.10-e RFC5321-4.1.1.10-f RFC5321-4.1.1-e RFC5321-3.3-l RFC5321-3.3-b
    @Test
    void waitsForEachReplyAndTakesLeave() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        script.client()
                .server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250 mx.example.org")
                .client(MAIL)
                .server("250 ok")
                .client(RCPT)
                .server("250 ok")
                .client("DATA")
                .server("354 go on")
                .client("x", ".")
                .server("250 ok")
                .client("QUIT");
        assertFalse(script.closed(), "not before the reply");
        script.server("221 bye");
        assertTrue(script.closed());
    }

    @Test
    void takesLeaveOnceWhateverTheAnswer() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        greeted(script).client(MAIL).server("421 4.3.2 going down").client("QUIT");
        script.server("421 4.3.2 going down").client();
        assertTrue(script.closed());
    }

    // RFC5321-3.2-b RFC5321-4.1.4-n
    @Test
    void takesLeaveOfAServerThatDoesNotGreet() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("500 what?")
                .client("HELO me.example")
                .server("554 no")
                .client("QUIT");
        assertEquals("DEFERRED CONNECTION 5.0.0", script.outcomes());
    }

    // RFC5321-3.3-m RFC5321-4.2.1-g RFC5321-4.2.5-e
    @Test
    void sendsNoTextWithoutThe354AndNothingTwice() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        greeted(script)
                .client(MAIL)
                .server("250 ok")
                .client(RCPT)
                .server("250 ok")
                .client("DATA")
                .server("554 5.7.1 no")
                .client("RSET")
                .server("250 ok")
                .client("QUIT");
        assertEquals("REFUSED CONTENT 5.7.1", script.outcomes());
        Script late = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        greeted(late).server("250 ok").server("250 ok").server("354 go on").client(MAIL, RCPT, "DATA", "x", ".");
        late.server("550 5.6.0 no").client("QUIT");
        assertEquals("REFUSED CONTENT 5.6.0", late.outcomes());
    }

    // RFC5321-4.2-h RFC5321-4.2-i RFC5321-4.2-j RFC5321-4.2-k RFC5321-4.2-m RFC5321-4.2.1-h RFC5321-7.4-a
    @Test
    void goesByTheFirstDigit() {
        assertEquals("DELIVERED CONTENT 2.0.0", answered("250", "250 ", "259 550 is what this is not", "200-a", "200"));
        assertEquals("DELIVERED CONTENT 2.0.0", answered("251 try c@example.com", "250 ok", "250 ok"));
        assertEquals("DEFERRED RECIPIENT 4.0.0", answered("250 ok", "459 2.0.0 ok", "250 ok"));
        assertEquals("REFUSED RECIPIENT 5.0.0", answered("250 ok", "599", "250 ok"));
        assertEquals("REFUSED RECIPIENT 5.0.0", answered("250 ok", "551 try c@example.com", "250 ok"));
    }

    /** To MAIL, to RCPT, and to the text. */
    private static String answered(String sender, String recipient, String... text) {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        greeted(script).server(sender).server(recipient);
        script.server(script.last().equals("DATA") ? "354" : "250 ok");
        script.server(text);
        return script.outcomes();
    }

    // RFC5321-4.2-l
    @Test
    void leavesAServerWhoseCodesAreNone() {
        for (String reply : List.of("150 soon", "650 later", "050 x")) {
            Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
            greeted(script).client(MAIL).server(reply);
            assertEquals("DEFERRED RECIPIENT 4.5.0", script.outcomes().replace("SENDER", "RECIPIENT"), reply);
            assertTrue(script.closed());
        }
    }

    // RFC5321-4.1.1.1-c RFC5321-4.5.3.1.5-a RFC5321-4.5.3.1.7-d
    @Test
    void readsKeywordsInAnyCaseAndLongLines() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        script.server("220 " + "x".repeat(506))
                .client("EHLO me.example")
                .server("250-" + "x".repeat(506), "250-pipelininG", "250 Size 1000")
                .client(MAIL + " SIZE=3", RCPT, "DATA");
    }

    // RFC6531-3.2-e RFC6531-3.2-g
    // RFC5321-4.1.1.3-g RFC5321-2.4-d RFC5321-2.4-k RFC5321-4.5.3.1-d
    @Test
    void usesNoExtensionThatIsNotOffered() {
        Outgoing plain = Script.mail("x\r\n", "b@example.org");
        Envelope.Recipient asking =
                new Envelope.Recipient(plain.recipients().get(0).path(), Set.of(new RecipientRequest.Notify(Set.of())));
        Script script =
                new Script(CLIENT, new Outgoing(plain.from(), plain.options(), List.of(asking), plain.content()));
        greeted(script).client(MAIL).server("250 ok").client(RCPT);
        assertEquals("5.6.3", refusal(MailOptions.NONE.body(MailOptions.Body.EIGHT_BIT_MIME), "b@example.org"));
        assertEquals("5.6.7", refusal(MailOptions.NONE.withSmtpUtf8(), "d\u00f6rte@example.org"));
    }

    private static String refusal(MailOptions options, String recipient) {
        Script script = new Script(CLIENT, Script.mail(options, "\u00fc\r\n", recipient));
        greeted(script).client("QUIT");
        return script.outcomes().replace("REFUSED SENDER ", "");
    }

    // RFC6531-3.1-b RFC6531-3.4-a RFC6531-3.4-c
    @Test
    void saysSmtpUtf8WhereItIsNeeded() {
        Outgoing beyond = Script.mail(MailOptions.NONE.withSmtpUtf8(), "x\r\n", "d\u00f6rte@example.org");
        assertEquals(MAIL + " SMTPUTF8", mail(beyond, "SMTPUTF8 whatever=this means"));
        assertEquals(MAIL, mail(Script.mail("x\r\n", "b@example.org"), "SMTPUTF8"));
    }

    // RFC6710-4.2-a RFC6710-4.3-a RFC6710-5-c RFC2852-4.1.4.1-b RFC8689-5-e
    @Test
    void asksForWhatIsOfferedAndLeavesWhatIsNot() {
        MailOptions urgent = MailOptions.NONE.with(new MailRequest.Priority(3));
        assertEquals(MAIL + " MT-PRIORITY=3", mail(Script.mail(urgent, "x\r\n", "b@example.org"), "MT-PRIORITY MIXER"));
        assertEquals(MAIL, mail(Script.mail(urgent, "x\r\n", "b@example.org"), "HELP"));
        MailOptions timed =
                MailOptions.NONE.with(new MailRequest.DeliverBy(600, MailRequest.DeliverBy.Mode.RETURN, false));
        assertEquals(MAIL + " BY=600;R", mail(Script.mail(timed, "x\r\n", "b@example.org"), "DELIVERBY 600"));
        assertEquals("QUIT", mail(Script.mail(timed, "x\r\n", "b@example.org"), "DELIVERBY 601"));
        MailOptions secured = MailOptions.NONE.with(new MailRequest.RequireTls());
        Outgoing mail = Script.mail(secured, "x\r\n", "b@example.org");
        assertEquals(
                "MAIL FROM:<>",
                mail(new Outgoing(ReversePath.NULL, secured, mail.recipients(), mail.content()), "HELP"));
    }

    // RFC3865-2.7-a RFC3865-3-a: whether or not the next server knows what that is
    @Test
    void saysWhatAMessageSolicits() {
        MailOptions soliciting = MailOptions.NONE.with(new MailRequest.Solicitation(List.of("net.example:ADV", "x")));
        Outgoing mail = Script.mail(soliciting, "x\r\n", "b@example.org");
        assertEquals(MAIL + " SOLICIT=net.example:ADV,x", mail(mail, "NO-SOLICITING"));
        assertEquals(MAIL + " SOLICIT=net.example:ADV,x", mail(mail, "NO-SOLICITING net.example:OTHER"));
        assertEquals(MAIL, mail(mail, "HELP"));
    }

    // RFC7293-5.1-c RFC7293-5.1.1-a RFC7293-8-a
    // RFC7293-5.1.1-b RFC7293-5.1.1-c RFC7293-6-a
    @Test
    void sendsNothingToAnOwnerOfWhomTheServerKnowsNothing() {
        Outgoing plain = Script.mail("x\r\n", "b@example.org", "c@example.org");
        List<Envelope.Recipient> both = new ArrayList<>();
        for (RecipientRequest.ValidSince.Otherwise otherwise : RecipientRequest.ValidSince.Otherwise.values()) {
            both.add(new Envelope.Recipient(
                    plain.recipients().get(both.size()).path(),
                    Set.of(new RecipientRequest.ValidSince(Instant.parse("2026-01-01T00:00:00Z"), otherwise))));
        }
        Outgoing mail = new Outgoing(plain.from(), plain.options(), both, plain.content());
        Script unaware = new Script(CLIENT, mail);
        greeted(unaware)
                .client(MAIL)
                .server("250 ok")
                .client("RCPT TO:<c@example.org>")
                .server("250 ok", "354 go on", "250 ok");
        assertEquals("REFUSED RECIPIENT 5.7.19, DELIVERED CONTENT 2.0.0", unaware.outcomes());
        Script none = new Script(CLIENT, new Outgoing(mail.from(), mail.options(), both.subList(0, 1), mail.content()));
        greeted(none).client("QUIT");
        assertEquals("REFUSED RECIPIENT 5.7.19", none.outcomes());
        Script able = new Script(CLIENT, mail);
        able.server("220 mx.example.org")
                .server("250-mx.example.org", "250 RRVS")
                .client("EHLO me.example", MAIL)
                .server("250 ok")
                .client(RCPT + " RRVS=2026-01-01T00:00:00Z")
                .server("250 ok")
                .client("RCPT TO:<c@example.org> RRVS=2026-01-01T00:00:00Z;C");
        Script unasked = new Script(CLIENT, plain);
        unasked.server("220 mx.example.org")
                .server("250-mx.example.org", "250 RRVS")
                .server("250 ok");
        assertEquals(RCPT, unasked.last());
    }

    private static String mail(Outgoing mail, String offered) {
        Script script = new Script(CLIENT, mail);
        return script.server("220 mx.example.org")
                .server("250-mx.example.org", "250 " + offered)
                .last();
    }

    // RFC1870-6.2-a RFC1870-6.2-b RFC1870-6.2-c RFC7504-4-b
    @Test
    void takesNoForAnAnswerWheneverItComes() {
        for (String[] answer : new String[][] {
            {"452 4.3.1 full", "DEFERRED SENDER 4.3.1"}, {"552 5.3.4 too large", "REFUSED SENDER 5.3.4"}
        }) {
            Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
            greeted(script)
                    .client(MAIL)
                    .server(answer[0])
                    .client("RSET")
                    .server("250 ok")
                    .client("QUIT");
            assertEquals(answer[1], script.outcomes());
        }
        Script late = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        greeted(late).server("250 ok").server("250 ok").server("354 go on").server("552 5.3.4 too large");
        assertEquals("REFUSED CONTENT 5.3.4", late.outcomes());
        assertEquals("REFUSED RECIPIENT 5.1.10", answered("250 ok", "556 5.1.10 takes no mail", "250 ok"));
    }

    /** Whoever does not take the sender can have no recipients of his, which is no answer about them. */
    @Test
    void aRefusalOfTheSenderIsWhatCountsInAPipeline() {
        for (String[] answer : new String[][] {
            {"450 4.7.1 come again", "DEFERRED SENDER 4.7.1"}, {"550 5.7.1 no", "REFUSED SENDER 5.7.1"}
        }) {
            Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
            pipelining(script)
                    .client(MAIL, RCPT, "DATA")
                    .server(answer[0], "503 5.5.1 MAIL first", "503 5.5.1 MAIL first")
                    .client("RSET")
                    .server("250 ok")
                    .client("QUIT");
            assertEquals(answer[1], script.outcomes());
        }
    }

    /** Servers that have no more to do with a client say no and go. */
    @Test
    void whatWasRefusedStaysSoWhenTheConnectionEnds() {
        Script sender = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        pipelining(sender).server("550 5.7.1 no").end(Ending.INPUT_CLOSED);
        assertEquals("REFUSED SENDER 5.7.1", sender.outcomes());
        Script one = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        greeted(one)
                .server("250 ok")
                .server("554 5.7.1 no")
                .client(MAIL, RCPT, "RSET")
                .end(Ending.LOST);
        assertEquals("REFUSED RECIPIENT 5.7.1", one.outcomes());
        Script some = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org", "d@example.org"));
        pipelining(some).server("250 ok", "550 5.1.1 no", "250 ok").end(Ending.LOST);
        assertEquals("REFUSED RECIPIENT 5.1.1, DEFERRED RECIPIENT 4.4.2, DEFERRED RECIPIENT 4.4.2", some.outcomes());
        Script busy = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
        pipelining(busy).server("250 ok", "550 5.1.1 no", "421 4.3.2 going down");
        assertEquals("REFUSED RECIPIENT 5.1.1, DEFERRED RECIPIENT 4.3.2", busy.outcomes());
    }

    /** RFC 2033 §4.2: each reply passes the responsibility for one recipient, whatever becomes of the others. */
    @Test
    void whatAnLmtpServerHasTakenIsNotSentAgain() {
        Script script = new Script(CLIENT.lmtp(), Script.mail("x\r\n", "b@example.org", "c@example.org"));
        script.server("220 mx.example.org LMTP")
                .server("250-mx.example.org", "250 PIPELINING")
                .server("250 ok", "250 ok", "250 ok", "354 go on", "250 2.1.5 ok")
                .end(Ending.LOST);
        assertEquals("DELIVERED CONTENT 2.1.5, DEFERRED CONTENT 4.4.2", script.outcomes());
    }

    /** Once a server has answered something else than was said, nobody knows whom it has refused. */
    @Test
    void nothingCountsOfAServerThatIsOutOfStep() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
        pipelining(script).server("250 ok", "550 5.1.1 no", "250 ok", "250 what?");
        assertEquals("DEFERRED CONTENT 4.5.0, DEFERRED CONTENT 4.5.0", script.outcomes());
    }

    // RFC3030-2-p RFC3030-2-q RFC3030-2-s
    @Test
    void clearsWhatAChunkThatFailedHasLeft() {
        Script script =
                new Script(CLIENT, Script.mail("x\r\n", "b@example.org"), Script.mail("y\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 CHUNKING")
                .client(MAIL)
                .server("250 ok")
                .client(RCPT)
                .server("250 ok")
                .client("BDAT 3 LAST", "x")
                .server("452 4.3.1 full")
                .client("RSET")
                .server("250 ok")
                .client(MAIL);
        assertEquals("DEFERRED CONTENT 4.3.1", script.outcomes());
    }

    // RFC2920-3.1-c RFC2920-3.1-d RFC2920-3.1-f RFC2920-3.1-g RFC2920-3.1-i
    @Test
    void countsRepliesWhateverTheySay() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 PIPELINING")
                .client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA")
                .server("250-354 not this", "250 nor this", "550-no", "550-250 ok", "550 no", "250 354 no", "354 yes")
                .client("x", ".")
                .server("250-ok", "250 ok");
        assertEquals("REFUSED RECIPIENT 5.0.0, DELIVERED CONTENT 2.0.0", script.outcomes());
    }

    // RFC2920-3.1-h
    @Test
    void commandsOfManyRecipientsGoInGroupsThatFitIntoAWindow() {
        String[] recipients = new String[1000];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = "b" + i + "@example.org";
        }
        Script script = new Script(CLIENT, Script.mail("x\r\n", recipients));
        script.server("220 mx.example.org").client("EHLO me.example").server("250-mx.example.org", "250 PIPELINING");
        int groups = 0;
        List<String> commands = new ArrayList<>();
        while (!commands.contains("DATA")) {
            String said = script.said();
            assertTrue(said.length() <= 8 * 1024, said);
            List<String> group = List.of(said.split("\r\n"));
            commands.addAll(group);
            groups++;
            script.server(group.stream()
                    .map(command -> command.equals("DATA") ? "354 go on" : "250 ok")
                    .toArray(String[]::new));
        }
        assertEquals(4, groups);
        assertEquals(1002, commands.size());
        script.client("x", ".").server("250 ok");
        assertEquals(1000, script.outcomes().split(", ").length);
    }

    // RFC3207-4-g RFC3207-4.2-c RFC3207-4.2-d RFC3207-4.2-f
    @Test
    void forgetsWhatWasSaidBeforeTls() {
        Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250-CHUNKING", "250 STARTTLS")
                .client("STARTTLS")
                .server("220 go ahead")
                .client();
        script.upgrade();
        script.client("EHLO me.example")
                .server("250-mx.example.org", "250 STARTTLS")
                .client(MAIL)
                .server("250 ok")
                .client(RCPT)
                .server("250 ok")
                .client("DATA");
    }

    // RFC4954-4-ae RFC3207-4-i
    @Test
    void nothingFollowsALoginOrStartTlsBeforeItIsAnswered() {
        Script script = new Script(CLIENT.login("tim", Password.of("tanstaaf")), Script.mail("x\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250-AUTH PLAIN", "250 STARTTLS")
                .client("STARTTLS")
                .server("220 go ahead")
                .client();
        script.upgrade();
        script.client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250 AUTH PLAIN")
                .client("AUTH PLAIN AHRpbQB0YW5zdGFhZg==")
                .server("235 2.7.0 welcome")
                .client(MAIL + " AUTH=<>", RCPT, "DATA");
    }

    // RFC3030-3-h RFC3030-3-i
    @Test
    void binaryMailIsCalledSoAndGoesWithTheLinesThatItCameWith() {
        MailOptions binary = MailOptions.NONE.body(MailOptions.Body.BINARY_MIME);
        String text = "Content-Transfer-Encoding: binary\r\n\r\n.\nx\r\n";
        Script script = new Script(CLIENT, Script.mail(binary, text, "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-BINARYMIME", "250 CHUNKING")
                .client(MAIL + " BODY=BINARYMIME")
                .server("250 ok")
                .client(RCPT)
                .server("250 ok");
        assertEquals("BDAT " + text.length() + " LAST\r\n" + text, script.said());
    }

    // RFC9422-3.6-a RFC9422-3.6-b
    @Test
    void theLimitsAreThoseOfTheLastEhlo() {
        for (String last : List.of("250 LIMITS RCPTMAX=1", "250 HELP")) {
            Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
            script.server("220 mx.example.org")
                    .client("EHLO me.example")
                    .server(
                            "250-mx.example.org",
                            "250-STARTTLS",
                            "250 LIMITS " + (last.endsWith("1") ? "X=1" : "RCPTMAX=1"))
                    .client("STARTTLS")
                    .server("220 go ahead");
            script.upgrade();
            script.client("EHLO me.example").server("250-mx.example.org", "250-PIPELINING", last);
            if (last.endsWith("1")) {
                script.client(MAIL, RCPT, "DATA");
            } else {
                script.client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA");
            }
        }
    }

    // RFC9422-3.8-a
    @Test
    void aConnectionKnowsNothingOfTheLimitsOfAnother() {
        limited("LIMITS RCPTMAX=1").client(MAIL, RCPT, "DATA");
        limited("LIMITS RCPTMAX=2").client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA");
        limited("HELP").client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA");
    }

    // RFC4954-5-f RFC4954-5-h
    @Test
    void vouchesForNobody() {
        Script script = new Script(CLIENT.login("tim", Password.of("tanstaaf")), Script.mail("x\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .server("250-mx.example.org", "250 AUTH PLAIN")
                .server("235 2.7.0 welcome");
        assertEquals(MAIL + " AUTH=<>", script.last());
    }

    // RFC3461-9.1-a
    // RFC5321-2.3.11-a RFC5321-4.1.2-f RFC5321-4.5.3.1.4-b
    @Test
    void passesLocalPartsOnAsTheyAre() {
        String odd = "\"Very. odd, \\\"one\\\"\"@example.org";
        Script script = new Script(CLIENT, Script.mail("x\r\n", odd));
        greeted(script).client(MAIL).server("250 ok").client("RCPT TO:<" + odd + ">");
        String longest = "l".repeat(64) + "@" + ("d".repeat(61) + ".").repeat(2) + "example";
        Script large = new Script(CLIENT, Script.mail("x\r\n", longest));
        greeted(large).client(MAIL).server("250 ok");
        assertEquals("RCPT TO:<" + longest + ">", large.last());
        for (String bad : List.of("\"a\r\nDATA\"@example.org", "\"a\u0000\"@example.org", "a\u007f@example.org")) {
            assertThrows(SyntaxException.class, () -> Script.address(bad), bad);
        }
    }

    // RFC5321-2.3.5-d RFC5321-4.1.4-k RFC5321-4.1.1.1-h RFC5321-4.1.1.1-i
    @Test
    void callsItselfByItsNameOrItsAddress() {
        new Script(SmtpClient.named("[192.0.2.1]"), Script.mail("x\r\n", "b@example.org"))
                .server("220 mx.example.org")
                .client("EHLO [192.0.2.1]");
    }

    // RFC5321-4.1.1.4-j
    @Test
    void endsTheLastLine() {
        Script script = new Script(CLIENT, Script.mail("x\r\ny", "b@example.org"));
        greeted(script).server("250 ok").server("250 ok").server("354 go on").client(MAIL, RCPT, "DATA", "x", "y", ".");
    }

    // RFC5321-4.5.4.1-h
    @Test
    void aRefusalOfOneMessageIsNoneOfTheNext() {
        Script script =
                new Script(CLIENT, Script.mail("x\r\n", "b@example.org"), Script.mail("y\r\n", "b@example.org"));
        greeted(script)
                .client(MAIL)
                .server("550 5.7.1 no")
                .client("RSET")
                .server("250 ok")
                .client(MAIL)
                .server("250 ok")
                .client(RCPT);
        assertEquals("REFUSED SENDER 5.7.1", script.outcomes());
    }

    // RFC5321-4.5.3.1.8-g
    @Test
    void recipientsBeyondWhatAServerTakesHaveATransactionOfTheirOwn() {
        String[] recipients = new String[201];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = "b" + i + "@example.org";
        }
        Script script = new Script(CLIENT, Script.mail("x\r\n", recipients));
        pipelining(script).server("250 ok");
        for (int i = 0; i < recipients.length; i++) {
            script.server(i < 100 ? "250 ok" : "452 4.5.3 enough");
        }
        script.server("354 go on").last();
        script.server("250 ok", "250 ok");
        for (int i = 100; i < 200; i++) {
            script.server("250 ok");
        }
        script.server("354 go on", "250 ok")
                .server("250 ok", "250 ok", "354 go on", "250 ok")
                .client(thirds());
        assertEquals(
                Collections.nCopies(201, "DELIVERED CONTENT 2.0.0"),
                List.of(script.outcomes().split(", ")));
    }

    /** What is said to a server that takes a hundred at a time, behind the text of the first message. */
    private static String[] thirds() {
        List<String> lines = new ArrayList<>(List.of(MAIL));
        for (int i = 100; i < 200; i++) {
            lines.add("RCPT TO:<b" + i + "@example.org>");
        }
        lines.addAll(List.of("DATA", "x", ".", MAIL, "RCPT TO:<b200@example.org>", "DATA", "x", ".", "QUIT"));
        return lines.toArray(String[]::new);
    }

    /** A full mailbox is no reason to ask again at once, and a server that takes nobody is left alone. */
    @Test
    void whoIsPutOffForHisOwnSakeWaits() {
        Script full = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
        pipelining(full)
                .server("250 ok", "250 ok", "452 4.2.2 mailbox full", "354 go on", "250 ok")
                .client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA", "x", ".", "QUIT");
        assertEquals("DELIVERED CONTENT 2.0.0, DEFERRED RECIPIENT 4.2.2", full.outcomes());
        Script none = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
        pipelining(none)
                .server("250 ok", "452 enough", "452 enough", "503 whom?", "250 ok")
                .client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA", "RSET", "QUIT");
        assertEquals("DEFERRED RECIPIENT 4.0.0, DEFERRED RECIPIENT 4.0.0", none.outcomes());
    }

    // RFC9422-3.7-a RFC9422-3.7-b
    /** RFC 9422 §4.2: no more than a server says, if it says so as it should. */
    @Test
    void asksForAsManyRecipientsAsAServerWants() {
        Script script = limited("LIMITS MAILMAX=9 RCPTMAX=1");
        script.client(MAIL, RCPT, "DATA")
                .server("250 ok", "550 5.1.1 no", "503 whom?", "250 ok")
                .client("RSET", MAIL, "RCPT TO:<c@example.org>", "DATA")
                .server("250 ok", "250 ok", "354 go on", "250 ok");
        assertEquals("REFUSED RECIPIENT 5.1.1, DELIVERED CONTENT 2.0.0", script.outcomes());
        for (String nothing : List.of(
                "LIMITS", "LIMITS RCPTMAX=0", "LIMITS RCPTMAX", "LIMITS RCPTMAX=1;", "LIMITS RCPTMAX=x MAILMAX=1")) {
            limited(nothing).client(MAIL, RCPT, "RCPT TO:<c@example.org>", "DATA");
        }
    }

    /** RFC 9422 §4.1: every MAIL counts, and what comes behind the last one gets another connection. */
    @Test
    void sendsAsManyMessagesAsAServerWants() {
        Outgoing mail = Script.mail("x\r\n", "b@example.org");
        Script script = new Script(CLIENT, mail, mail, mail);
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250 LIMITS RCPTMAX=100 MailMax=2")
                .client(MAIL, RCPT, "DATA")
                .server("550 5.7.1 no", "503 whom?", "503 whom?", "250 ok")
                .client("RSET", MAIL, RCPT, "DATA")
                .server("250 ok", "250 ok", "354 go on", "250 ok")
                .client("x", ".", "QUIT");
        assertEquals("REFUSED SENDER 5.7.1, DELIVERED CONTENT 2.0.0", script.outcomes());
        assertTrue(script.next().isPresent(), "the third is not taken by a connection that is of no use to it");
    }

    /** RFC 9422 §4.1, §4.2: both limits together. */
    @Test
    void recipientsBehindTheLastTransactionWait() {
        Script script = limited("LIMITS MAILMAX=1 RCPTMAX=1");
        script.client(MAIL, RCPT, "DATA")
                .server("250 ok", "250 ok", "354 go on", "250 ok")
                .client("x", ".", "QUIT");
        assertEquals("DELIVERED CONTENT 2.0.0, DEFERRED RECIPIENT 4.5.3", script.outcomes());
    }

    /** RFC 9422 §4.3: over one connection, in however many transactions. */
    @Test
    void namesAsManyDomainsAsAServerWants() {
        Script script = new Script(
                CLIENT,
                Script.mail("x\r\n", "b@example.org", "b@example.net", "c@EXAMPLE.org"),
                Script.mail("y\r\n", "b@example.net"),
                Script.mail("z\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250 LIMITS RCPTDOMAINMAX=1")
                .client(MAIL, RCPT, "RCPT TO:<c@EXAMPLE.org>", "DATA")
                .server("250 ok", "250 ok", "250 ok", "354 go on", "250 ok")
                .client("x", ".", MAIL, RCPT, "DATA");
        assertEquals(
                "DELIVERED CONTENT 2.0.0, DEFERRED RECIPIENT 4.5.3, DELIVERED CONTENT 2.0.0, DEFERRED RECIPIENT 4.5.3",
                script.outcomes());
    }

    private static Script limited(String limits) {
        return new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"))
                .server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250-PIPELINING", "250 " + limits);
    }

    /** What was passed on stays so, whatever the server says or does later. */
    @Test
    void whatIsDeliveredStaysSoInTheNextTransaction() {
        for (String trouble : List.of("what is this?", "421 4.3.2 going down")) {
            Script script = new Script(CLIENT, Script.mail("x\r\n", "b@example.org", "c@example.org"));
            pipelining(script)
                    .server("250 ok", "250 ok", "452 4.5.3 enough", "354 go on", "250 ok")
                    .server("250 ok", trouble);
            assertTrue(script.outcomes().startsWith("DELIVERED CONTENT 2.0.0, DEFERRED RECIPIENT "), trouble);
        }
    }

    // RFC5321-4.5.3.2.1-a RFC5321-4.5.3.2.2-a RFC5321-4.5.3.2.3-a RFC5321-4.5.3.2.4-a RFC5321-4.5.3.2.5-a
    // RFC5321-4.5.3.2.6-a RFC5321-4.5.4-a
    @Test
    void waitsAsLongAsTheLongestOfTheTimesOfTheRfc() {
        ClientSetup setup = new ClientSetup(
                "me.example",
                ClientSetup.Flavour.SMTP,
                ClientSetup.Tls.OFFERED,
                Optional.empty(),
                ClientSetup.PATIENCE);
        Script errands = new Script(CLIENT);
        assertEquals(Duration.ofMinutes(10), new ClientDialect(setup, Peers.local(), errands).patience());
    }

    private static Script pipelining(Script script) {
        return script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 PIPELINING");
    }

    private static Script greeted(Script script) {
        return script.server("220 mx.example.org").client("EHLO me.example").server("250 mx.example.org");
    }
}
