package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.smtp.testing.MemoryQueue;

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

    // RFC3461-2-b RFC3461-4-a RFC2852-4-a RFC6710-4.1-d: what is asked for is handed over
    @Test
    void carriesWhatIsAskedForTheMessage() throws Exception {
        MailOptions options = queued(
                        "RET=HDRS ENVID=QQ+2B1 BY=-5;NT MT-PRIORITY=-3 SOLICIT=net.example:ADV,x BODY=BINARYMIME", "")
                .options();
        assertEquals(
                Set.of(
                        new MailRequest.Return(MailRequest.Return.Amount.HDRS),
                        new MailRequest.EnvelopeId("QQ+1"),
                        new MailRequest.DeliverBy(-5, MailRequest.DeliverBy.Mode.NOTIFY, true),
                        new MailRequest.Priority(-3),
                        new MailRequest.Solicitation(List.of("net.example:ADV", "x"))),
                options.requests());
        assertEquals(MailOptions.Body.BINARY_MIME, options.body());
        assertEquals(
                Set.of(
                        new MailRequest.DeliverBy(600, MailRequest.DeliverBy.Mode.RETURN, false),
                        new MailRequest.Priority(0)),
                queued("BY=+600;r MT-PRIORITY=9", "").options().requests());
    }

    // RFC8689-4.1-a
    @Test
    void carriesThatTlsIsRequired() throws Exception {
        assertEquals(
                Set.of(new MailRequest.RequireTls()),
                queued("@tls\n", "REQUIRETLS", "").options().requests());
    }

    // RFC8689-3-a RFC8689-4.1-b RFC8689-4.3-a RFC8689-3-d: the one value, of the one field that a message may have
    @Test
    void carriesThatTlsIsNotRequired() throws Exception {
        Set<MailRequest> without = Set.of(new MailRequest.TlsNotRequired());
        assertEquals(without, withHeader("", "TLS-Required: No\n"));
        assertEquals(without, withHeader("", "Subject: x\ntls-required:no \n\nTLS-Required: x\n"));
        assertEquals(Set.of(), withHeader("", "TLS-Required: Yes\n"));
        assertEquals(Set.of(), withHeader("", "TLS-Required: No\nTLS-Required: No\n"));
        assertEquals(Set.of(), withHeader("", "Subject: x\n\nTLS-Required: No\n"));
    }

    // RFC8689-4.1-c
    @Test
    void theParameterCountsMoreThanTheField() throws Exception {
        assertEquals(Set.of(new MailRequest.RequireTls()), withHeader("REQUIRETLS", "TLS-Required: No\n"));
    }

    // RFC3865-2.7-b RFC3865-2.3-b RFC3865-2.3-c RFC3865-2.7-c
    @Test
    void carriesTheSolicitationThatOnlyTheHeaderNames() throws Exception {
        assertEquals(
                Set.of(new MailRequest.Solicitation(List.of("net.example:ADV", "x", "org.example:A"))),
                withHeader("", "Solicitation: net.example:ADV,\n x\nsolicitation: org.example:A\n"));
        assertEquals(
                Set.of(new MailRequest.Solicitation(List.of("x"))),
                withHeader("SOLICIT=x", "Solicitation: net.example:ADV\n"));
        assertEquals(Set.of(), withHeader("", "Solicitation: 1\n"));
        assertEquals(Set.of(), withHeader("", "Solicitation: x, 1\n"));
        String trace =
                "Received: from a.example by b.example (SOLICIT=org.example:B); Thu, 1 Jan 2026 00:00:00 +0000\n";
        assertEquals(Set.of(), withHeader("", trace));
        assertEquals(Set.of(new MailRequest.Solicitation(List.of("x"))), withHeader("", trace + "Solicitation: x\n"));
    }

    // RFC3461-4.1-c RFC3461-4.2-a RFC7293-3.1-b
    @Test
    void carriesWhatIsAskedForARecipient() throws Exception {
        Envelope envelope =
                queued("", "NOTIFY=delay,SUCCESS ORCPT=rfc822;B+2Bx@example.org RRVS=2026-01-01T00:00:00Z;C");
        assertEquals(
                Set.of(
                        new RecipientRequest.Notify(
                                Set.of(RecipientRequest.Notify.Event.DELAY, RecipientRequest.Notify.Event.SUCCESS)),
                        new RecipientRequest.OriginalRecipient("rfc822", "B+x@example.org"),
                        new RecipientRequest.ValidSince(
                                Instant.parse("2026-01-01T00:00:00Z"), RecipientRequest.ValidSince.Otherwise.CONTINUE)),
                envelope.recipients().get(0).requests());
        assertEquals(
                Set.of(new RecipientRequest.Notify(Set.of())),
                queued("", "NOTIFY=NEVER").recipients().get(0).requests());
    }

    // RFC6533-3-a
    @Test
    void carriesOriginalRecipientsBeyondAscii() throws Exception {
        for (String form :
                List.of("j\\x{fc}rgen\\x{2B}\\x{1F600}", "j\u00FCrgen+\\x{1F600}", "j\u00FCrgen+\uD83D\uDE00")) {
            assertEquals(
                    Set.of(new RecipientRequest.OriginalRecipient("utf-8", "j\u00FCrgen+\uD83D\uDE00@example.net")),
                    queued("SMTPUTF8", "ORCPT=utf-8;" + form + "@example.net")
                            .recipients()
                            .get(0)
                            .requests());
        }
    }

    // RFC2852-4-b
    @Test
    void knowsUntilWhenAMessageIsToBeDelivered() throws Exception {
        Envelope envelope = queued("BY=600;R", "");
        assertEquals(
                Instant.parse("2026-01-02T03:14:05Z"),
                envelope.options()
                        .request(MailRequest.DeliverBy.class)
                        .orElseThrow()
                        .deadline(envelope.origin().received()));
    }

    private static Envelope queued(String mail, String rcpt) throws Exception {
        return queued("", mail, rcpt);
    }

    private static Set<MailRequest> withHeader(String mail, String header) throws Exception {
        return queued("@tls\n", mail, "", "C: DATA\nS: 354 ...\nC<<END\n" + header + "\nText\n.\nEND\n")
                .options()
                .requests();
    }

    private static Envelope queued(String setUp, String mail, String rcpt) throws Exception {
        return queued(setUp, mail, rcpt, "C: BDAT 0 LAST\n");
    }

    private static Envelope queued(String setUp, String mail, String rcpt, String message) throws Exception {
        List<MemoryQueue> queues = new ArrayList<>();
        DialogueTests.play(setUp + """
                S: 220 ...
                C: EHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<a@example.com> %s
                S: 250 ...
                C: RCPT TO:<b@example.org> %s
                S: 250 ...
                %sS: 250 ...
                """.formatted(mail, rcpt, message), world -> {
            queues.add(new MemoryQueue());
            return SmtpServer.with(queues.get(queues.size() - 1), world.surroundings())
                    .mx();
        });
        return queues.get(queues.size() - 1).envelopes().get(0);
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
