package org.pennypost.server.authentication;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;

/** A message that goes on to its delivery when its onlooker has seen all of it, with what he puts above it. */
final class HeldConsignment implements Consignment {
    /** More than any honest header; what an onlooker makes of a longer one is his to say. */
    static final int HEADER_OCTETS = 256 * 1024;

    private final Envelope envelope;
    private final Delivery delivery;
    private final Onlooker onlooker;
    private final HeldMessage body;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(2048);
    private Optional<ByteBuffer> trace = Optional.empty();
    private Optional<Consignment> onward = Optional.empty();
    /** How much of CRLF CRLF has gone by; the start of a message is like the start of a line. */
    private int blankLine = 2;

    private boolean headerSeen;

    HeldConsignment(Envelope envelope, Delivery delivery, Onlooker onlooker, Path directory) {
        this.envelope = envelope;
        this.delivery = delivery;
        this.onlooker = onlooker;
        this.body = new HeldMessage(directory);
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        if (trace.isEmpty()) {
            ByteBuffer copy = ByteBuffer.allocate(octets.remaining());
            trace = Optional.of(copy.put(octets).flip());
            return;
        }
        while (octets.hasRemaining() && !headerSeen) {
            header(octets.get());
        }
        if (octets.hasRemaining()) {
            onlooker.body(octets);
            body.write(octets);
        }
    }

    @Override
    public Custody keep(Settlement settlement) throws StoreException {
        if (!headerSeen) {
            headerEnds(true);
        }
        Onlooker.Decision decision = onlooker.decision();
        if (decision.refusal().isPresent()) {
            return Custody.of(Collections.nCopies(
                    envelope.recipients().size(),
                    new Verdict.Refused(decision.refusal().get())));
        }
        Consignment next = delivery.open(decision.forged() ? withoutSuccess() : envelope);
        onward = Optional.of(next);
        next.write(decision.above());
        if (trace.isPresent()) {
            next.write(trace.get());
        }
        next.write(decision.header());
        body.writeTo(next);
        return next.keep(settlement);
    }

    private Envelope withoutSuccess() {
        return envelope.to(envelope.recipients().stream()
                .map(Envelope.Recipient::withoutSuccess)
                .toList());
    }

    @Override
    public void close() {
        body.close();
        onward.ifPresent(Consignment::close);
    }

    private void header(byte octet) throws StoreException {
        header.write(octet);
        byte expected = (byte) (blankLine % 2 == 0 ? '\r' : '\n');
        blankLine = octet == expected ? blankLine + 1 : octet == '\r' ? 1 : 0;
        if (blankLine == 4 || header.size() == HEADER_OCTETS) {
            headerEnds(blankLine == 4);
        }
    }

    private void headerEnds(boolean whole) throws StoreException {
        headerSeen = true;
        ByteBuffer octets = ByteBuffer.wrap(header.toByteArray());
        Header section = Header.parse(octets, MessageLimits.DEFAULTS);
        onlooker.header(section, whole);
        header.reset();
        // in a binary message (RFC 3030 §3) lines may end with LF, and the section with two of them
        octets.position(section.octets().remaining());
        onlooker.body(octets);
        body.write(octets);
    }
}
