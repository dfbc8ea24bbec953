package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.testing.Peers;

/** How a message travels: one call if it is small, in chunks of bounded size if it is not. */
class StreamingTest {
    private final Counting delivery = new Counting();
    private final Engine engine = SmtpServer.with(
                    delivery, new Surroundings("mail.example.org", () -> Instant.EPOCH, octets -> {}))
            .limits(SmtpLimits.DEFAULT.conversation(new Limits(20, 8 * 1024, 8 * 1024)))
            .mx()
            .accept(Peers.local(), () -> {});
    private int calls;

    @Test
    void aSmallMessageCostsOneCall() {
        begin();
        calls = 0;
        send("Subject: small\r\n\r\nText\r\n.\r\n");
        assertEquals(1, calls);
        assertEquals(1, delivery.committed);
    }

    @Test
    void aLargeMessageIsNeverHeld() {
        begin();
        String line = "x".repeat(998) + "\r\n";
        for (int i = 0; i < 1000; i++) {
            send(line);
        }
        send(".\r\n");
        assertEquals(1, delivery.committed);
        assertTrue(delivery.octets > 1_000_000);
        assertTrue(delivery.largest <= 8 * 1024, "a chunk of " + delivery.largest);
        assertTrue(delivery.writes < 200, delivery.writes + " writes");
    }

    // RFC2920-3.2-b RFC2920-3.2-g RFC2920-3.2-e RFC2920-3.2-f: replies to a group go out as one, and none is kept back
    @Test
    void repliesToAGroupAreOneSend() {
        send("EHLO client.example.com\r\n");
        int before = sends;
        send("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\nNONSENSE\r\nDATA\r\n");
        assertEquals(before + 1, sends);
    }

    private int sends;

    private void begin() {
        send("EHLO client.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
    }

    private void send(String text) {
        pump();
        engine.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        pump();
    }

    private void pump() {
        for (Optional<Effect> effect = engine.next(); effect.isPresent(); effect = engine.next()) {
            if (effect.get() instanceof Effect.Run run) {
                calls++;
                run.call().run();
                engine.completed(run.call());
            } else if (effect.get() instanceof Effect.Send) {
                sends++;
            }
        }
    }

    /** Counts and keeps nothing. */
    private static final class Counting implements Delivery {
        private long octets;
        private int largest;
        private int writes;
        private int committed;

        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Consignment open(Envelope envelope) {
            return new Consignment() {
                @Override
                public void write(ByteBuffer chunk) {
                    octets += chunk.remaining();
                    largest = Math.max(largest, chunk.remaining());
                    writes++;
                }

                @Override
                public Custody keep(Settlement settlement) {
                    committed++;
                    return Custody.of(List.of(Verdict.ACCEPTED));
                }

                @Override
                public void close() {
                    // nothing is kept
                }
            };
        }
    }
}
