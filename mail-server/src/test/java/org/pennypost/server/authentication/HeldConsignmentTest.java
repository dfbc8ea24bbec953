package org.pennypost.server.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.message.Header;

/** What waits for what is put above it. */
class HeldConsignmentTest {
    @TempDir
    Path directory;

    /** RFC 3030 §3: in a binary message a header may end with LF LF. */
    @Test
    void nothingIsLostBehindAHeaderThatEndsInAnotherWay() throws Exception {
        String message = "Subject: hello\n\nHow\r\n\r\nare you?\r\n";
        assertEquals("Received: x\r\n" + message, passed(message, 1));
        assertEquals("Received: x\r\n" + message, passed(message, message.length()));
    }

    private String passed(String message, int piece) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder seen = new StringBuilder();
        try (HeldConsignment held = new HeldConsignment(envelope(), into(out), onlooker(seen), directory)) {
            held.write(octets("Received: x\r\n"));
            for (int i = 0; i < message.length(); i += piece) {
                held.write(octets(message.substring(i, Math.min(message.length(), i + piece))));
            }
            held.keep(Consignment.Settlement.TOGETHER);
        }
        assertEquals(message, seen.toString());
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static Onlooker onlooker(StringBuilder seen) {
        return new Onlooker() {
            private Header header = Header.EMPTY;

            @Override
            public void header(Header section, boolean whole) {
                header = section;
                seen.append(StandardCharsets.ISO_8859_1.decode(section.octets()));
            }

            @Override
            public void body(ByteBuffer octets) {
                seen.append(StandardCharsets.ISO_8859_1.decode(octets.duplicate()));
            }

            @Override
            public Decision decision() {
                return new Decision(Optional.empty(), ByteBuffer.allocate(0), header.octets(), false);
            }
        };
    }

    private static Delivery into(ByteArrayOutputStream out) {
        return new Delivery() {
            @Override
            public Verdict judge(Envelope.Recipient recipient, Envelope soFar) {
                return Verdict.ACCEPTED;
            }

            @Override
            public Consignment open(Envelope envelope) {
                return new Consignment() {
                    @Override
                    public void write(ByteBuffer octets) {
                        byte[] copy = new byte[octets.remaining()];
                        octets.get(copy);
                        out.writeBytes(copy);
                    }

                    @Override
                    public Custody keep(Settlement settlement) {
                        return Custody.of(List.of());
                    }

                    @Override
                    public void close() {
                        // nothing is open
                    }
                };
            }
        };
    }

    private static Envelope envelope() {
        Peer.Endpoint here = new Peer.Endpoint("127.0.0.1", 1);
        Origin origin = new Origin(Peer.inClear("c1", here, here), "c", Origin.Submitter.UNKNOWN, Instant.EPOCH);
        return new Envelope(new QueueId("0".repeat(16)), ReversePath.NULL, MailOptions.NONE, origin);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
