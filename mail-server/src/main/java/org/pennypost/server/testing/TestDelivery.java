package org.pennypost.server.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Login;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.Promising;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;

/**
 * Takes mail for everybody and lets none of it out: what is for a user goes to his INBOX, and all of it is remembered.
 * Thread-safe.
 *
 * @param strict whether mail for nobody here is refused
 */
record TestDelivery(StoreDelivery inside, TestAddresses addresses, Arrived arrived, Failures failures, boolean strict)
        implements Delivery, Promising {
    @Override
    public Set<Promise> promises() {
        return inside.promises();
    }

    @Override
    public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
        Optional<Verdict.Refused> failure = failures.at(
                Moment.RECIPIENT, address(recipient), soFar.origin().peer().connection());
        if (failure.isPresent()) {
            return failure.get();
        }
        return strict || isOurs(recipient) ? inside.judge(recipient, soFar) : Verdict.ACCEPTED;
    }

    @Override
    public Consignment open(Envelope envelope) throws StoreException {
        List<Envelope.Recipient> ours =
                envelope.recipients().stream().filter(this::isOurs).toList();
        return new Remembered(
                envelope, ours.isEmpty() ? Optional.empty() : Optional.of(inside.open(envelope.to(ours))));
    }

    private boolean isOurs(Envelope.Recipient recipient) {
        return recipient.path().address().flatMap(addresses::user).isPresent();
    }

    private static String address(Envelope.Recipient recipient) {
        return recipient.path().address().map(MailAddress::toString).orElse("postmaster");
    }

    private final class Remembered implements Consignment {
        private final Envelope envelope;
        private final Optional<Consignment> kept;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        private Remembered(Envelope envelope, Optional<Consignment> kept) {
            this.envelope = envelope;
            this.kept = kept;
        }

        @Override
        public void write(ByteBuffer chunk) throws StoreException {
            byte[] copy = new byte[chunk.remaining()];
            chunk.duplicate().get(copy);
            octets.writeBytes(copy);
            if (kept.isPresent()) {
                kept.get().write(chunk);
            } else {
                chunk.position(chunk.limit());
            }
        }

        @Override
        public Custody keep(Settlement settlement) throws StoreException {
            Optional<Verdict.Refused> failure = failures.at(Moment.MESSAGE, "", connection());
            if (failure.isPresent()) {
                return Custody.of(Collections.nCopies(envelope.recipients().size(), failure.get()));
            }
            Custody inStore = kept.isPresent() ? kept.get().keep(settlement) : Custody.of(List.of());
            return new Arriving(TestDelivery.this, this, inStore, merged(inStore.verdicts()));
        }

        private String connection() {
            return envelope.origin().peer().connection();
        }

        /** The store's verdicts on our own users, and yes to all others. */
        private List<Verdict> merged(List<Verdict> stored) {
            Iterator<Verdict> next = stored.iterator();
            List<Verdict> verdicts = new ArrayList<>();
            envelope.recipients()
                    .forEach(recipient -> verdicts.add(isOurs(recipient) ? next.next() : Verdict.ACCEPTED));
            return verdicts;
        }

        @Override
        public void close() {
            kept.ifPresent(Consignment::close);
        }

        private ReceivedMessage received() {
            return new ReceivedMessage(
                    envelope.reversePath().address().map(MailAddress::toString).orElse(""),
                    envelope.recipients().stream().map(TestDelivery::address).toList(),
                    envelope.origin().login().map(Login::user),
                    envelope.origin().received(),
                    TestMessage.of(octets.toByteArray()));
        }
    }

    /** It has arrived when it is acknowledged. */
    private record Arriving(TestDelivery to, Remembered message, Custody inStore, List<Verdict> verdicts)
            implements Custody {
        @Override
        public void release() {
            inStore.release();
            if (verdicts.contains(Verdict.ACCEPTED)) {
                to.failures.at(Moment.KEPT, "", message.connection());
                to.arrived.add(message.received());
            }
        }

        @Override
        public void takeBack() throws StoreException {
            inStore.takeBack();
        }
    }
}
