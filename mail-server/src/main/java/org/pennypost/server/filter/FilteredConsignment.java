package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.server.authentication.HeldHeader;
import org.pennypost.server.authentication.HeldMessage;

/** A message that goes on to its delivery when the filters have seen all of it, as they have left it. */
final class FilteredConsignment implements Consignment {
    /** More than what is taken from strangers and users, with what we put above it. */
    static final int HEADER_OCTETS = 512 * 1024;

    private static final String JUNK = StoreDelivery.SUSPICION + ": filter\r\n";

    private final MailFilters filters;
    private final Envelope envelope;
    private final Delivery delivery;
    private final boolean stranger;
    private final List<HeldMessage> spares = new ArrayList<>();
    private final HeldHeader header = new HeldHeader(HEADER_OCTETS);
    private final HeldMessage body;
    private Optional<Header> section = Optional.empty();
    private boolean headerIsWhole = true;
    private Optional<Consignment> onward = Optional.empty();

    /** @param stranger whether a user of ours has not sent it */
    FilteredConsignment(MailFilters filters, Envelope envelope, Delivery delivery, boolean stranger) {
        this.filters = filters;
        this.envelope = envelope;
        this.delivery = delivery;
        this.stranger = stranger;
        this.body = filters.room();
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        if (section.isEmpty() && header.take(octets)) {
            headerEnds(header.isWhole());
        }
        if (octets.hasRemaining()) {
            body.write(octets);
        }
    }

    @Override
    public Custody keep(Settlement settlement) throws StoreException {
        if (section.isEmpty()) {
            headerEnds(true);
        }
        if (!headerIsWhole) { // what no filter can be told of
            return all(new Verdict.Refused(Verdict.Refusal.FORBIDDEN));
        }
        Judgement judgement = filters.judge(envelope, section.get(), body, stranger, this::spare);
        if (judgement instanceof Judgement.Refused refused) {
            return all(refused.why());
        }
        if (judgement instanceof Judgement.Discarded discarded) {
            long size = section.get().octets().remaining() + body.size();
            return new Dropped(all(Verdict.ACCEPTED).verdicts(), () -> filters.discarded(envelope, discarded, size));
        }
        return keep((Judgement.Taken) judgement, settlement);
    }

    private Custody keep(Judgement.Taken taken, Settlement settlement) throws StoreException {
        Consignment next = delivery.open(envelope);
        onward = Optional.of(next);
        if (taken.junk()) {
            next.write(ByteBuffer.wrap(JUNK.getBytes(StandardCharsets.US_ASCII)));
        }
        next.write(taken.message().fields().above());
        next.write(taken.message().fields().section());
        taken.message().body().writeTo(next);
        return next.keep(settlement);
    }

    @Override
    public void close() {
        body.close();
        spares.forEach(HeldMessage::close);
        onward.ifPresent(Consignment::close);
    }

    private Custody all(Verdict verdict) {
        return Custody.of(Collections.nCopies(envelope.recipients().size(), verdict));
    }

    /** A message that nobody gets, of which that is told once we have taken it. */
    private record Dropped(List<Verdict> verdicts, Runnable told) implements Custody {
        @Override
        public void release() {
            told.run();
        }

        @Override
        public void takeBack() {
            // it is nowhere
        }
    }

    private HeldMessage spare() {
        HeldMessage another = filters.room();
        spares.add(another);
        return another;
    }

    private void headerEnds(boolean whole) throws StoreException {
        headerIsWhole = whole;
        ByteBuffer octets = header.taken();
        Header parsed = Header.parse(octets, MessageLimits.DEFAULTS);
        section = Optional.of(parsed);
        body.write(octets.position(parsed.octets().remaining()));
    }
}
