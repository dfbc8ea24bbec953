package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;
import org.pennypost.smtp.testing.Sites;

/** Logins and accepted messages are told to the evidence before the client hears of them. */
class EvidenceTest {
    private static final String LOGIN = """
            @accounts fred=secret
            @role submission
            S: 220 ...
            C: EHLO client.example.com
            S+: 250-...
            S: 250 HELP
            C: AUTH PLAIN ${base64 \\0fred\\0secret}
            """;
    private static final String MESSAGE = """
            S: 235 ...
            C: MAIL FROM:<fred@example.org>
            S: 250 ...
            C: RCPT TO:<fred@example.org>
            S: 250 ...
            C: DATA
            S: 354 ...
            C: Subject: hello
            C:
            C: ..
            C: .
            """;

    @Test
    void tellsWhoSentWhat() throws Exception {
        EvidenceSink.Memory sink = EvidenceSink.inMemory();
        play(LOGIN + MESSAGE + "S: 250 ...\n", sink);
        List<Event> events = sink.events().subList(0, 2);
        assertEquals(Event.Kind.LOGIN, events.get(0).kind());
        assertEquals("fred", events.get(0).actor().login().orElseThrow().user());
        Event accepted = events.get(1);
        assertEquals(Event.Kind.SUBMISSION_ACCEPTED, accepted.kind());
        assertEquals("fred", accepted.actor().login().orElseThrow().user());
        Event.Subject subject = accepted.subject().orElseThrow();
        byte[] sent = "Subject: hello\r\n\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals(sent.length, subject.size());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent)), subject.sha256());
        assertEquals("<fred@example.org>", subject.facts().get("reverse-path"));
        assertEquals("<fred@example.org>", subject.facts().get("forward-paths"));
        assertEquals(16, subject.facts().get("queue-id").length());
    }

    /** What is said in ASCII instead (RFC 6409 §8) is not what the client sent. */
    @Test
    void tellsWhatTheClientSent() throws Exception {
        EvidenceSink.Memory sink = EvidenceSink.inMemory();
        play(LOGIN + MESSAGE.replace("hello", "Grüße") + "S: 250 ...\n", sink);
        byte[] sent = "Subject: Grüße\r\n\r\n.\r\n".getBytes(StandardCharsets.UTF_8);
        Event.Subject subject = sink.events().get(1).subject().orElseThrow();
        assertEquals(sent.length, subject.size());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent)), subject.sha256());
    }

    // RFC4954-6-b
    @Test
    void whatCannotBeWitnessedIsNotAcknowledged() throws Exception {
        play(LOGIN + "S: 454 4.7.0 Temporary authentication failure\n", EvidenceTest::refuse);
        play(LOGIN + MESSAGE + "S: 451 4.3.0 Local error, try again later\n", event -> {
            if (event.kind() == Event.Kind.SUBMISSION_ACCEPTED) {
                refuse(event);
            }
        });
    }

    // RFC2033-4.2-b: who was refused after all is not among those for whom we are responsible
    @Test
    void namesThoseForWhomTheMessageWasTaken() throws Exception {
        List<Event> events = new ArrayList<>();
        DialogueTests.play("""
                S: 220 ...
                C: LHLO client.example.com
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<one@example.org>
                S: 250 ...
                C: RCPT TO:<two@example.org>
                S: 250 ...
                C: BDAT 0 LAST
                S: 452 4.2.2 Mailbox full
                S: 250 2.6.0 ...
                """, world -> {
            events.clear();
            List<Verdict> verdicts = List.of(new Verdict.Refused(Verdict.Refusal.MAILBOX_FULL), Verdict.ACCEPTED);
            return SmtpServer.with(new Watched(new ArrayList<>(), verdicts), world.surroundings())
                    .evidence(events::add)
                    .lmtp();
        });
        assertEquals(1, events.size());
        assertEquals(
                "<two@example.org>",
                events.get(0).subject().orElseThrow().facts().get("forward-paths"));
    }

    /** Kept before it is witnessed, and ours only afterwards; else it is taken back. */
    @ParameterizedTest
    @CsvSource({
        "true, 250 2.6.0 ..., 'kept, told, ours'",
        "false, '451 4.3.0 Local error, try again later', 'kept, told, taken back'",
    })
    void whatIsWitnessedIsOursAndWhatIsNotIsTakenBack(boolean witnessed, String reply, String steps) throws Exception {
        List<String> seen = new ArrayList<>();
        DialogueTests.play("""
                S: 220 ...
                C: HELO client.example.com
                S: 250 ...
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                C: RCPT TO:<one@example.org>
                S: 250 ...
                C: DATA
                S: 354 ...
                C: .
                S:\s""" + reply + "\n", world -> {
            seen.clear();
            return SmtpServer.with(new Watched(seen, List.of(Verdict.ACCEPTED)), world.surroundings())
                    .evidence(event -> {
                        seen.add("told");
                        if (!witnessed) {
                            refuse(event);
                        }
                    })
                    .mx();
        });
        assertEquals(steps, String.join(", ", seen));
    }

    /** Has a verdict for each recipient, and writes down what becomes of a message. */
    private record Watched(List<String> seen, List<Verdict> verdicts) implements Delivery {
        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Consignment open(Envelope envelope) {
            return new Consignment() {
                @Override
                public void write(ByteBuffer octets) {
                    octets.position(octets.limit());
                }

                @Override
                public Custody keep(Settlement settlement) {
                    seen.add("kept");
                    return new WatchedCustody(seen, verdicts);
                }

                @Override
                public void close() {
                    // nothing was kept
                }
            };
        }
    }

    private record WatchedCustody(List<String> seen, List<Verdict> verdicts) implements Custody {
        @Override
        public void release() {
            seen.add("ours");
        }

        @Override
        public void takeBack() {
            seen.add("taken back");
        }
    }

    private static void refuse(Event event) throws StoreException {
        throw new StoreException(StoreException.Reason.UNAVAILABLE, "no " + event.kind());
    }

    private static void play(String script, EvidenceSink sink) throws Exception {
        DialogueTests.play(
                script, (World world) -> Sites.server(world).evidence(sink).submission());
    }
}
