package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Consignment.Settlement;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.DotStuffing;
import org.pennypost.smtp.syntax.SmtpReply;

/**
 * One message on its way from the wire into a delivery, RFC 5321 §4.1.1.4: chunks in, one reply out.
 *
 * <p>A message of one chunk costs one call: open, write, commit. A message that is refused in the middle is read to
 * its end and forgotten, so that nothing of it can be taken for a command.
 */
final class DataRun {
    private static final System.Logger LOG = System.getLogger(DataRun.class.getName());

    private final SmtpSetup setup;
    private final SmtpState.Transaction state;
    private final Envelope envelope;
    private final DotStuffing.Decoder decoder = new DotStuffing.Decoder();
    private final HeaderWatch header = new HeaderWatch();
    private final Witness witness;
    private Step.Feed stage = this::take;
    private Consignment consignment = Unopened.NOTHING;
    private long size;

    DataRun(SmtpSetup setup, SmtpState.Transaction state) {
        this.setup = setup;
        this.state = state;
        this.envelope = state.envelope();
        this.witness = new Witness(setup);
    }

    Step begin() {
        return Step.say(
                Replies.payload(Replies.START_MAIL_INPUT),
                () -> new Step.ReadOctets(decoder, (chunk, last) -> stage.octets(chunk, last)));
    }

    private Step take(ByteBuffer chunk, boolean last) {
        size += chunk.remaining();
        header.watch(chunk);
        Optional<SmtpReply> fault = fault();
        if (fault.isPresent()) {
            return refuse(fault.get(), last);
        }
        return Step.await(
                () -> store(chunk, last),
                verdicts -> last ? finish(reply(verdicts)) : Step.done(),
                trouble -> drop(SmtpErrors.reply(trouble.reason()), last));
    }

    private Optional<SmtpReply> fault() {
        if (size > setup.limits().messageOctets()) {
            return Optional.of(Replies.MESSAGE_TOO_LARGE); // RFC 1870 §6.3
        }
        if (decoder.bareCr() || decoder.bareLf()) {
            return Optional.of(Replies.BARE_LINE_END); // RFC 5321 §2.3.8 and §4.1.1.4
        }
        if (decoder.nul()) {
            // Deviates from RFC 5321 §4.5.2: octets of value zero are refused, because IMAP cannot deliver them
            // (RFC 9051 §4.3) and RFC 5322 §4 forbids to send them.
            return Optional.of(Replies.NUL);
        }
        return header.received() > setup.limits().hops()
                ? Optional.of(Replies.LOOP) // RFC 5321 §6.3
                : Optional.empty();
    }

    /** Runs where blocking is allowed. */
    private List<Verdict> store(ByteBuffer chunk, boolean last) throws StoreException {
        try {
            if (consignment == Unopened.NOTHING) {
                consignment = state.talk().held().hold(setup.delivery().open(envelope));
                consignment.write(TraceHeader.of(setup, state));
                consignment.write(MissingFields.of(setup, envelope, header));
            }
            witness.sees(chunk);
            consignment.write(chunk);
            if (!last) {
                return List.of();
            }
            List<Verdict> verdicts = consignment.commit(Settlement.TOGETHER);
            if (refusal(verdicts).isEmpty()) {
                witness.accepted(envelope, size);
            }
            state.talk().held().release(consignment);
            return verdicts;
        } catch (StoreException | RuntimeException trouble) {
            state.talk().held().release(consignment);
            throw trouble;
        }
    }

    private Step refuse(SmtpReply reply, boolean last) {
        if (consignment == Unopened.NOTHING) {
            return drop(reply, last);
        }
        return Step.await(
                () -> {
                    state.talk().held().release(consignment);
                    return reply;
                },
                released -> drop(released, last));
    }

    /** From here on octets are only read, never kept. */
    private Step drop(SmtpReply reply, boolean last) {
        stage = (chunk, end) -> end ? finish(reply) : Step.done();
        return last ? finish(reply) : Step.done();
    }

    // RFC 5321 §4.1.1.4: the buffers are cleared whatever the reply
    private Step finish(SmtpReply reply) {
        state.talk().become(state.ready());
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "[" + state.talk().peer().connection() + "] " + envelope.id() + " from "
                        + SmtpReply.printable(envelope.reversePath().toString()) + ", "
                        + envelope.recipients().size() + " recipients, " + size + " octets: " + reply);
        return Replies.say(reply);
    }

    // RFC 5321 §4.1.1.4: one reply for all recipients
    private SmtpReply reply(List<Verdict> verdicts) {
        return refusal(verdicts).map(SmtpErrors::reply).orElseGet(() -> Replies.accepted(envelope.id()));
    }

    private static Optional<Verdict> refusal(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !(verdict instanceof Verdict.Accepted))
                .findFirst();
    }

    /** Stands for a consignment before there is one. */
    private enum Unopened implements Consignment {
        NOTHING;

        @Override
        public void write(ByteBuffer octets) {
            throw new IllegalStateException("not opened");
        }

        @Override
        public List<Verdict> commit(Settlement settlement) {
            throw new IllegalStateException("not opened");
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
