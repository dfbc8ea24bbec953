package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Consignment.Settlement;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.engine.StagedWork;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.syntax.SmtpReply;

/**
 * One message on its way from the wire into a delivery: chunks in, one reply out, or one for each recipient (RFC 2033
 * §4.2).
 *
 * <p>A message of one chunk costs one call: open, write, commit. A message that is refused in the middle is read to
 * the end of its block and forgotten, so that nothing of it can be taken for a command.
 */
final class Intake {
    private static final System.Logger LOG = System.getLogger(Intake.class.getName());

    private final SmtpSetup setup;
    private final SmtpState.Transaction state;
    private final Envelope envelope;
    private final LineFaults faults;
    private final Inspection inspection;
    private final Witness witness;
    private final Attempt attempt;
    private Optional<SmtpReply> refusal = Optional.empty();
    private Consignment consignment = Unopened.NOTHING;

    Intake(SmtpSetup setup, SmtpState.Transaction state, LineFaults faults) {
        this.setup = setup;
        this.state = state;
        this.envelope = state.envelope();
        this.faults = faults;
        this.inspection = new Inspection(setup, envelope, faults);
        this.witness = new Witness(setup);
        this.attempt = state.talk().attempt().orElseThrow();
        attempt.begun();
    }

    /** Where a block ends, and whether the message ends with it. */
    enum End {
        NOT_YET,
        BLOCK,
        MESSAGE
    }

    /** Takes the next octets. The step ends with Done, or at the end of a block with its replies. */
    Step take(ByteBuffer chunk, End end) throws StoreException {
        if (refusal.isPresent()) {
            return refused(end);
        }
        Optional<SmtpReply> fault = inspection.fault(chunk, end == End.MESSAGE);
        if (fault.isPresent()) {
            return refuse(fault.get(), end);
        }
        return Step.await(
                end == End.MESSAGE ? new Conclusion(chunk) : () -> store(chunk),
                replies -> taken(replies, end),
                trouble -> refuse(SmtpErrors.reply(trouble.reason()), end));
    }

    private Step taken(List<SmtpReply> replies, End end) throws StoreException {
        if (refusal.isPresent()) {
            return refused(end);
        }
        return end == End.MESSAGE ? finish(replies) : end == End.BLOCK ? blockTaken() : Step.done();
    }

    /** Throws away what was not committed. May block. */
    void close() {
        state.talk().held().release(consignment);
    }

    /** Runs where blocking is allowed. Nobody hears a reply before the message ends. */
    private List<SmtpReply> store(ByteBuffer chunk) throws StoreException {
        try {
            write(chunk);
            return List.of();
        } catch (StoreException | RuntimeException trouble) {
            close();
            throw trouble;
        }
    }

    private void write(ByteBuffer chunk) throws StoreException {
        if (inspection.waits()) {
            return;
        }
        Optional<SmtpReply> objection = inspection.objection();
        if (objection.isPresent()) {
            refusal = objection;
            close();
            note(List.of(objection.get()));
            return;
        }
        if (consignment == Unopened.NOTHING) {
            Envelope heeded = HeaderRequests.heeded(envelope, inspection.header());
            consignment = state.talk().held().hold(setup.open(heeded));
            consignment.write(TraceHeader.of(setup, new SmtpState.Transaction(state.ready(), heeded)));
            consignment.write(MissingFields.of(setup, envelope, inspection.header()));
        }
        ByteBuffer octets = inspection.released(chunk);
        witness.sees(octets);
        consignment.write(inspection.conforming(octets));
    }

    /** The end of a message: it is kept, then it is witnessed, and only then we are responsible for it. */
    private final class Conclusion implements StagedWork<List<SmtpReply>> {
        private final boolean each = setup.role() == Role.LMTP;
        private final ByteBuffer last;
        private Custody custody = Custody.of(List.of());
        private List<SmtpReply> replies = List.of();
        private boolean acknowledged;

        private Conclusion(ByteBuffer last) {
            this.last = last;
        }

        @Override
        public Pending begin() throws StoreException {
            store(last);
            if (refusal.isPresent()) {
                return Pending.DONE;
            }
            keep();
            acknowledged = replies.stream().anyMatch(SmtpReply::positive);
            if (!acknowledged) {
                custody.takeBack();
                return Pending.DONE;
            }
            try {
                return witness.accepted(envelope.to(accepted(custody.verdicts())), inspection);
            } catch (StoreException | RuntimeException unwitnessed) {
                custody.takeBack();
                throw unwitnessed;
            }
        }

        private void keep() throws StoreException {
            try {
                custody = consignment.keep(each ? Settlement.EACH : Settlement.TOGETHER);
                replies = replies(each, custody.verdicts());
            } finally {
                close();
            }
        }

        @Override
        public List<SmtpReply> settled() {
            if (acknowledged) {
                custody.release();
            }
            if (refusal.isEmpty()) {
                note(replies);
            }
            return replies;
        }

        @Override
        public List<SmtpReply> refused(StoreException why) throws StoreException {
            custody.takeBack();
            throw why;
        }
    }

    private List<SmtpReply> replies(boolean each, List<Verdict> verdicts) {
        return each
                ? verdicts.stream().map(this::reply).toList()
                // RFC 5321 §4.1.1.4: one reply for all recipients
                : List.of(reply(verdicts.stream()
                        .filter(verdict -> !(verdict instanceof Verdict.Accepted))
                        .findFirst()
                        .orElse(Verdict.ACCEPTED)));
    }

    /** The recipients for whom we took responsibility. */
    private List<Envelope.Recipient> accepted(List<Verdict> verdicts) {
        return IntStream.range(0, verdicts.size())
                .filter(i -> verdicts.get(i) instanceof Verdict.Accepted)
                .mapToObj(envelope.recipients()::get)
                .toList();
    }

    private SmtpReply reply(Verdict verdict) {
        return verdict instanceof Verdict.Accepted ? Replies.accepted(envelope.id()) : SmtpErrors.reply(verdict);
    }

    /** From here on octets are only read, never kept. */
    private Step refuse(SmtpReply reply, End end) {
        refusal = Optional.of(reply);
        return Step.await(
                () -> {
                    close();
                    note(List.of(reply));
                    return end;
                },
                this::refused);
    }

    private Step refused(End end) throws StoreException {
        if (end == End.NOT_YET) {
            return Step.done();
        }
        return end == End.MESSAGE ? finish(repeated(refusal.orElseThrow())) : spoil(refusal.orElseThrow());
    }

    // RFC 3030 §2: after a chunk that failed nothing but RSET is of use
    private Step spoil(SmtpReply reply) {
        state.talk().become(new SmtpState.Spoilt(state.ready()));
        return Replies.say(reply);
    }

    // RFC 3030 §2: 250 for each chunk
    private Step blockTaken() {
        state.talk().become(new SmtpState.Chunking(state, this));
        return Replies.say(Replies.chunk(inspection.size()));
    }

    // RFC 5321 §4.1.1.4: the buffers are cleared whatever the reply
    private Step finish(List<SmtpReply> replies) throws StoreException {
        // what comes now may have been written into the message by somebody else
        state.talk().become(faults.doubtfulEnd() ? new SmtpState.TurnedAway(state.talk()) : state.ready());
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "[" + state.talk().peer().connection() + "] " + envelope.id() + " "
                        + Story.of(envelope, attempt.refusals(), inspection.size(), replies));
        return state.talk().over("message", () -> Replies.say(replies));
    }

    // RFC 2033 §4.2: one for each recipient where each has its own
    private List<SmtpReply> repeated(SmtpReply reply) {
        return Collections.nCopies(
                setup.role() == Role.LMTP ? envelope.recipients().size() : 1, reply);
    }

    private void note(List<SmtpReply> replies) {
        setup.records()
                .messages()
                .note(
                        setup.surroundings().time().instant(),
                        envelope.id(),
                        Story.of(envelope, attempt.refusals(), inspection.size(), replies));
        boolean received = replies.stream().anyMatch(SmtpReply::positive);
        setup.records().messages().settled(received ? MessageLog.Fate.RECEIVED : MessageLog.Fate.REJECTED);
        attempt.told();
    }

    /** Stands for a consignment before there is one. */
    private enum Unopened implements Consignment {
        NOTHING;

        @Override
        public void write(ByteBuffer octets) {
            throw new IllegalStateException("not opened");
        }

        @Override
        public Custody keep(Settlement settlement) {
            throw new IllegalStateException("not opened");
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
