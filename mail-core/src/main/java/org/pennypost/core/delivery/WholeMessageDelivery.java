package org.pennypost.core.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.pennypost.core.mailbox.StoreException;

/**
 * Hands each message whole to the program that embeds the engine; of recipients it accepts every one, or whom a
 * {@link Judge} does.
 *
 * <pre>{@code
 * Delivery printing = WholeMessageDelivery.to((envelope, message) ->
 *         System.out.println(envelope.recipients() + "\n" + US_ASCII.decode(message)));
 * }</pre>
 *
 * <p>A message is held in memory meanwhile; the engine's limit on its size bounds that. Thread-safe if the receiver is.
 */
public final class WholeMessageDelivery implements Delivery {
    private final Receiver receiver;
    private final Judge judge;

    private WholeMessageDelivery(Receiver receiver, Judge judge) {
        this.receiver = receiver;
        this.judge = judge;
    }

    /** Takes a message; when it returns, the message is acknowledged to the client. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * @param message trace header and message as received, read-only
         * @throws StoreException if it cannot take the message; the client is told so: CANNOT and NO_PERMISSION mean for
         *     good, UNAVAILABLE not now
         */
        void receive(Envelope envelope, ByteBuffer message) throws StoreException;
    }

    /** Judges a recipient while the client waits; see {@link Delivery#judge}. */
    @FunctionalInterface
    public interface Judge {
        /**
         * @param soFar the envelope with the recipients accepted before this one
         * @throws StoreException if it cannot tell now
         */
        Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException;
    }

    /** A delivery to this receiver, of mail for whomever. */
    public static WholeMessageDelivery to(Receiver receiver) {
        return new WholeMessageDelivery(receiver, (recipient, soFar) -> Verdict.ACCEPTED);
    }

    /** The same, of mail for those whom this one accepts. */
    public WholeMessageDelivery judging(Judge by) {
        return new WholeMessageDelivery(receiver, by);
    }

    @Override
    public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
        return judge.judge(recipient, soFar);
    }

    @Override
    public Consignment open(Envelope envelope) {
        return new Whole(envelope);
    }

    private final class Whole implements Consignment {
        private final Envelope envelope;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        private Whole(Envelope envelope) {
            this.envelope = envelope;
        }

        @Override
        public void write(ByteBuffer chunk) {
            byte[] copy = new byte[chunk.remaining()];
            chunk.get(copy);
            octets.writeBytes(copy);
        }

        @Override
        public Custody keep(Settlement settlement) throws StoreException {
            receiver.receive(envelope, ByteBuffer.wrap(octets.toByteArray()).asReadOnlyBuffer());
            return Custody.of(Collections.nCopies(envelope.recipients().size(), Verdict.ACCEPTED));
        }

        @Override
        public void close() {
            octets.reset();
        }
    }
}
