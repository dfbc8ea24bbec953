package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.delivery.Verdict.Refusal;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.DialogueTests;

/** What a client is told when the delivery refuses or fails, and that a transaction then is over. */
class FailingDeliveryTest {
    private static final String ENVELOPE = """
            S: 220 ...
            C: EHLO client.example.com
            S+: 250-...
            S: 250 HELP
            C: MAIL FROM:<a@example.com>
            S: 250 ...
            C: RCPT TO:<one@example.org>
            S: 250 ...
            C: RCPT TO:<two@example.org>
            S: 250 ...
            C: DATA
            S: 354 ...
            """;
    private static final String SMALL = "C: Text\nC: .\n";
    private static final String LARGE = "C*3000: ${repeat 78 x}\nC: .\n";

    // RFC5321-3.3-a RFC5321-4.2.1-d RFC1870-6.1-b RFC5321-4.2.5-b RFC5321-4.2.5-c
    @ParameterizedTest
    @CsvSource({
        "NONEXISTENT,   550 5.1.1 No such mailbox here",
        "CANNOT,        554 5.3.0 Cannot be stored here",
        "OVER_QUOTA,    452 4.2.2 Mailbox full",
        "NO_PERMISSION, 550 5.7.1 Not permitted here",
        "IN_USE,        450 4.2.0 Mailbox busy",
        "LIMIT,         452 4.3.1 Insufficient system storage",
        "UNAVAILABLE,   '451 4.3.0 Local error, try again later'",
        "CORRUPTION,    '451 4.3.0 Local error, try again later'",
    })
    void storesThatFailAtAnyStep(Reason reason, String reply) throws Exception {
        for (String message : List.of(SMALL, LARGE)) {
            for (Step step : List.of(Step.OPEN, Step.WRITE, Step.COMMIT)) {
                Failing failing = new Failing(step, new Verdict.Failed(new StoreException(reason, "for a test")));
                play(ENVELOPE + message + "S: " + reply + "\nC: DATA\nS: 503 5.5.1 Send MAIL first\n", failing);
                assertEquals(List.of(), failing.committed);
                assertEquals(0, failing.open);
            }
        }
        Failing failing = new Failing(Step.JUDGE, new Verdict.Failed(new StoreException(reason, "for a test")));
        play(ENVELOPE.substring(0, ENVELOPE.indexOf("S: 250 ...\nC: RCPT TO:<two")) + "S: " + reply + "\n", failing);
    }

    // RFC5321-4.2.1-c
    @ParameterizedTest
    @CsvSource({
        "NO_SUCH_MAILBOX,  550 5.1.1 No such mailbox here",
        "RELAY_DENIED,     550 5.7.1 Relaying denied",
        "MAILBOX_DISABLED, 550 5.2.1 Mailbox takes no mail",
        "MAILBOX_FULL,     452 4.2.2 Mailbox full",
        "FORBIDDEN,        550 5.7.1 Not permitted here",
        "NOT_NOW,          '450 4.7.1 Not now, try again later'",
    })
    void verdicts(Refusal refusal, String reply) throws Exception {
        String begin = ENVELOPE.substring(0, ENVELOPE.indexOf("S: 250 ...\nC: RCPT TO:<two"));
        play(begin + "S: " + reply + "\n", new Failing(Step.JUDGE, new Verdict.Refused(refusal)));
        // RFC5321-4.1.1.4-i: not for all, hence for nobody, and the reply says so
        play(ENVELOPE + SMALL + "S: " + reply + "\n", new Failing(Step.VERDICT, new Verdict.Refused(refusal)));
    }

    // RFC5321-4.2.1-c
    @Test
    void wordsOfOthers() throws Exception {
        Verdict told = new Verdict.Told(554, 7, 9, List.of("Not that", "nor from you"));
        String reply = "S: 554-5.7.9 Not that\nS: 554 5.7.9 nor from you\n";
        play(ENVELOPE + SMALL + reply + "C: DATA\nS: 503 5.5.1 Send MAIL first\n", new Failing(Step.VERDICT, told));
    }

    // A bug must not look like an acceptance, nor tell anything.
    @Test
    void bugs() throws Exception {
        String bye = "S: 421 4.3.0 mail.example.org something went wrong here, closing connection\nS: [closed]\n";
        for (Step step : List.of(Step.OPEN, Step.WRITE, Step.COMMIT)) {
            Failing failing = new Failing(step, Verdict.ACCEPTED);
            play(ENVELOPE + SMALL + bye, failing);
            assertEquals(0, failing.open);
        }
    }

    // RFC5321-4.1.1.10-c RFC5321-4.1.1.5-e
    @Test
    void consignmentsOfVanishedClientsAreClosed() throws Exception {
        Failing failing = new Failing(Step.NONE, Verdict.ACCEPTED);
        play(ENVELOPE + "C*3000: ${repeat 78 x}\nC: [vanish]\n", failing);
        assertEquals(0, failing.open);
        assertEquals(List.of(), failing.committed);
    }

    private static void play(String script, Delivery delivery) throws Exception {
        DialogueTests.play(
                "@whole\n" + script,
                world -> SmtpServer.with(delivery, world.surroundings()).mx());
    }

    private enum Step {
        NONE,
        JUDGE,
        OPEN,
        WRITE,
        COMMIT,
        VERDICT
    }

    /** A delivery that does not get beyond one step; what it says then, {@link Verdict#ACCEPTED} for a bug. */
    private static final class Failing implements Delivery {
        private final Step step;
        private final Verdict how;
        private final List<Envelope> committed = new ArrayList<>();
        private int open;

        private Failing(Step step, Verdict how) {
            this.step = step;
            this.how = how;
        }

        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
            if (step == Step.JUDGE && how instanceof Verdict.Failed failed) {
                throw failed.cause();
            }
            return step == Step.JUDGE ? how : Verdict.ACCEPTED;
        }

        @Override
        public Consignment open(Envelope envelope) throws StoreException {
            reach(Step.OPEN);
            open++;
            return new Consignment() {
                private boolean closed;

                @Override
                public void write(ByteBuffer octets) throws StoreException {
                    if (octets.remaining() > 0) {
                        reach(Step.WRITE);
                    }
                }

                @Override
                public Custody keep(Settlement settlement) throws StoreException {
                    reach(Step.COMMIT);
                    if (step == Step.VERDICT) {
                        return Custody.of(List.of(Verdict.ACCEPTED, how));
                    }
                    committed.add(envelope);
                    return Custody.of(List.of(Verdict.ACCEPTED, Verdict.ACCEPTED));
                }

                @Override
                public void close() {
                    open -= closed ? 0 : 1;
                    closed = true;
                }
            };
        }

        private void reach(Step reached) throws StoreException {
            if (step != reached) {
                return;
            }
            if (how instanceof Verdict.Failed failed) {
                throw failed.cause();
            }
            throw new IllegalStateException("a bug, for a test");
        }
    }
}
