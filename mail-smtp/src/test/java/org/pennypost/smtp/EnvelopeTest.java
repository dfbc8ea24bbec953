package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.testing.DialogueTests;

/** What the delivery is told about a message. */
class EnvelopeTest {
    @Test
    void saysWhatTheClientSaid() throws Exception {
        Envelope envelope = envelope("""
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<a@example.com> SIZE=1000 BODY=8BITMIME SMTPUTF8
                S: 250 ...
                C: RCPT TO:<Postmaster>
                S: 250 ...
                C: RCPT TO:<"b c"@example.org>
                S: 250 ...
                """);
        assertEquals("<a@example.com>", envelope.reversePath().toString());
        assertEquals(MailOptions.Body.EIGHT_BIT_MIME, envelope.options().body());
        assertEquals(1000, envelope.options().size());
        assertTrue(envelope.options().smtpUtf8());
        assertEquals(
                List.of("<Postmaster>", "<\"b c\"@example.org>"),
                envelope.recipients().stream()
                        .map(recipient -> recipient.path().toString())
                        .toList());
        assertEquals("client.example.com", envelope.origin().heloName());
        assertEquals("127.0.0.1", envelope.origin().peer().remote().address());
        assertEquals("2026-01-02T03:04:05Z", envelope.origin().received().toString());
        assertTrue(envelope.origin().login().isEmpty());
    }

    // RFC5321-4.1.1.2-a RFC5321-4.1.1.5-a RFC5321-4.1.4-c: nothing of an earlier transaction is left
    @Test
    void beginsAnewWithEachTransaction() throws Exception {
        Envelope envelope = envelope("""
                C: EHLO old.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<old@example.com> SIZE=1000 BODY=8BITMIME SMTPUTF8
                S: 250 ...
                C: RCPT TO:<old@example.org>
                S: 250 ...
                C: RSET
                S: 250 ...
                C: MAIL FROM:<old@example.com>
                S: 250 ...
                C: RCPT TO:<old@example.org>
                S: 250 ...
                C: HELO new.example.com
                S: 250 ...
                C: MAIL FROM:<>
                S: 250 ...
                C: RCPT TO:<new@example.org>
                S: 250 ...
                """);
        assertEquals("<>", envelope.reversePath().toString());
        assertEquals(MailOptions.NONE, envelope.options());
        assertEquals(1, envelope.recipients().size());
        assertEquals("new.example.com", envelope.origin().heloName());
    }

    // RFC4954-5-g: AUTH= of anybody counts as AUTH=<>
    @Test
    void believesAuthParametersOfUsersOnly() throws Exception {
        assertEquals(
                "<>",
                envelope(transaction(" AUTH=ceo@example.org"))
                        .options()
                        .submitter()
                        .toString());
        assertEquals(
                "<e=mc2@example.org>",
                envelope(login() + transaction(" AUTH=e+3Dmc2@example.org"))
                        .options()
                        .submitter()
                        .toString());
    }

    // RFC4954-5-d
    @Test
    void namesNoSubmitterUnlessTheClientDoes() throws Exception {
        Envelope envelope = envelope(login() + transaction(" AUTH=<>"));
        assertEquals("<>", envelope.options().submitter().toString());
        assertEquals("fred", envelope.origin().login().orElseThrow().user());
        assertEquals("PLAIN", envelope.origin().login().orElseThrow().mechanism());
    }

    private static String login() {
        return """
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: AUTH PLAIN ${base64 \\0fred\\0secret}
                S: 235 ...
                """;
    }

    private static String transaction(String parameters) {
        return """
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<a@example.com>%s
                S: 250 ...
                C: RCPT TO:<b@example.org>
                S: 250 ...
                """.formatted(parameters);
    }

    private static Envelope envelope(String script) throws Exception {
        List<Envelope> envelopes = new ArrayList<>();
        DialogueTests.play(
                "@accounts fred=secret\nS: 220 ...\n" + script + "C: DATA\nS: 354 ...\nC: .\nS: 250 ...\n",
                world -> SmtpServer.with(
                                WholeMessageDelivery.to((envelope, message) -> envelopes.add(envelope)),
                                world.authenticator(),
                                world.surroundings())
                        .mx());
        return envelopes.get(envelopes.size() - 1);
    }
}
