package org.pennypost.server.authentication;

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
    private final HeldHeader header = new HeldHeader(HEADER_OCTETS);
    private Optional<ByteBuffer> trace = Optional.empty();
    private Optional<Consignment> onward = Optional.empty();
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
        if (!headerSeen && header.take(octets)) {
            headerEnds(header.isWhole());
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

    private void headerEnds(boolean whole) throws StoreException {
        headerSeen = true;
        ByteBuffer octets = header.taken();
        Header section = Header.parse(octets, MessageLimits.DEFAULTS);
        onlooker.header(section, whole);
        octets.position(section.octets().remaining());
        onlooker.body(octets);
        body.write(octets);
    }
}
