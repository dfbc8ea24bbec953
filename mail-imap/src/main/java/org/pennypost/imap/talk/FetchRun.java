package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.PartedWork;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Work;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * A FETCH that looks into messages: RFC 9051 §6.4.5. Goes through them in batches, one call into the store for each,
 * so that neither the number of messages nor their size shows in memory.
 */
final class FetchRun {
    private static final System.Logger LOG = System.getLogger(FetchRun.class.getName());
    private static final FlagChange SEE = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
    private static final long SEEN = FlagTable.SYSTEM.mask(Flag.SEEN);
    /** How many messages are planned at once. */
    private static final int MESSAGES = 1024;
    /** How many parts are composed at once. */
    private static final int PARTS = 4;
    /** How many messages a part has at most. */
    private static final int PART = 128;
    /** How many octets of messages are told in one part. */
    private static final int OCTETS = 128 * 1024;
    /** How many octets of messages are read in one part. */
    private static final int READ = 2 * 1024 * 1024;

    /** About how much is told of a message. */
    private static final int ROOM = 2 * 1024;

    private final Selected state;
    private final Talk talk;
    private final Selection selection;
    private final MailboxView view;
    private final FetchPlan plan;
    private final Numbers numbers;
    private final boolean byUid;
    private final Step.Then<Optional<ResponseCode>> end;
    private final Step.Then<StoreException> otherwise;

    private final List<Integer> batch = new ArrayList<>();
    private int composed;
    private UidSet marked = UidSet.EMPTY;
    private Optional<ResponseCode> trouble = Optional.empty();

    /**
     * @param end what follows when all is said; what kept some item from being answered, if anything did
     * @param otherwise what follows if the store refuses
     */
    FetchRun(
            Selected state,
            FetchPlan plan,
            Numbers numbers,
            boolean byUid,
            Step.Then<Optional<ResponseCode>> end,
            Step.Then<StoreException> otherwise) {
        this.state = state;
        this.talk = state.talk();
        this.selection = state.selection();
        this.view = selection.view();
        this.plan = plan;
        this.numbers = numbers;
        this.byUid = byUid;
        this.end = end;
        this.otherwise = otherwise;
    }

    /** The next step. */
    Step next() throws StoreException {
        if (composed < batch.size()) {
            List<Part> parts = parts();
            return Step.await(new PartedWork<>(parts), this::say, refused -> {
                parts.forEach(part -> part.answer.drop());
                return otherwise.step(refused);
            });
        }
        UidSet told = plan.hasFlags() ? numbersOf(batch) : marked;
        batch.clear();
        composed = 0;
        marked = UidSet.EMPTY;
        return plan.marksSeen() ? Updates.tellFlags(state, told, this::nextBatch) : nextBatch();
    }

    private Step nextBatch() throws StoreException {
        if (!numbers.hasNext()) {
            return end.step(trouble);
        }
        long octets = 0;
        while (numbers.hasNext() && batch.size() < MESSAGES && octets < most()) {
            int number = numbers.next();
            batch.add(number);
            octets += view.octets(number);
        }
        // RFC 4314 §4: who may not set \Seen may read nevertheless
        boolean marks =
                plan.marksSeen() && !selection.readOnly() && selection.rights().contains(Right.SEEN);
        return marks || plan.givesText() && talk.setup().evidence() != EvidenceSink.NONE
                ? Step.await(() -> witness(marks), seen -> next(), otherwise)
                : next();
    }

    /** Before the first octet leaves: what was given to the client and not witnessed could be denied. */
    private UidSet witness(boolean marks) throws StoreException {
        if (plan.givesText()) {
            UidSet.Builder uids = UidSet.builder();
            batch.stream().filter(number -> !view.removed(number)).forEach(number -> uids.add(view.uid(number)));
            ImapEvidence.of(state).retrieved(selection.mailbox(), uids.build());
        }
        return marks ? markSeen() : marked;
    }

    /** What is marked \Seen and then not sent would be a loss; what is not marked may be planned in larger batches. */
    private long most() {
        return plan.marksSeen() ? OCTETS : Long.MAX_VALUE;
    }

    /** RFC 9051 §6.4.5: what is read becomes \Seen, unless the mailbox is only to be looked at. */
    private UidSet markSeen() throws StoreException {
        UidSet.Builder unseen = UidSet.builder();
        UidSet.Builder uids = UidSet.builder();
        for (int number : batch) {
            if (!view.removed(number) && (view.flagBits(number) & SEEN) == 0) {
                unseen.add(number);
                uids.add(view.uid(number));
            }
        }
        marked = unseen.build();
        if (!marked.isEmpty() && !store(uids.build())) {
            marked = UidSet.EMPTY;
        }
        return marked;
    }

    /** A disk that is full keeps nobody from reading: then they stay unseen. */
    private boolean store(UidSet uids) throws StoreException {
        try {
            selection.mailbox().store(uids, SEE, Long.MAX_VALUE);
            // The conversation waits for this call, so its view may be changed here.
            selection.look();
            return true;
        } catch (StoreException refused) {
            if (refused.reason() == StoreException.Reason.NONEXISTENT
                    || refused.reason() == StoreException.Reason.EXPUNGED) {
                throw refused;
            }
            LOG.log(System.Logger.Level.WARNING, () -> "not marked \\Seen: " + refused.getMessage());
            return false;
        }
    }

    /** The next parts of the batch: each of bounded work, composed side by side where the driver can. */
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        long most = plan.needs().has(FetchPlan.Need.OCTETS) ? OCTETS : READ;
        long weight = plan.weight();
        long told = 0;
        while (composed < batch.size() && parts.size() < PARTS && told < 2 * PARTS * most) {
            int from = composed;
            long octets = 0;
            while (composed < batch.size() && composed - from < PART && octets < most) {
                long size = view.octets(batch.get(composed++));
                octets += size * weight;
                told += Math.min(size, OCTETS) * weight;
            }
            parts.add(new Part(batch.subList(from, composed)));
        }
        return parts;
    }

    private Step say(List<Part> parts) throws StoreException {
        if (parts.isEmpty()) {
            return next();
        }
        Part first = parts.get(0);
        trouble = first.trouble.isPresent() ? first.trouble : trouble;
        return first.answer.say(() -> say(parts.subList(1, parts.size())));
    }

    /** Responses about some messages, composed in one go. */
    private final class Part implements Work<Part> {
        private final List<Integer> numbers;
        private final FetchAnswer answer;
        private Optional<ResponseCode> trouble = Optional.empty();

        Part(List<Integer> numbers) {
            this.numbers = numbers;
            this.answer = new FetchAnswer(ResponseWriter.with(talk.text(), ROOM * numbers.size()), talk.held());
        }

        @Override
        public Part run() throws StoreException {
            MessageData data = new MessageData(talk, selection, plan, answer);
            MessageLimits limits = talk.setup().limits().structure();
            MessageSource.Room room = new MessageSource.Room();
            try (KnownOctets known = KnownOctets.open(
                    selection, MessageFacts.FORMAT, limits, plan.needs().facts())) {
                for (int number : numbers) {
                    try (FetchMessage message = new FetchMessage(selection, limits, known, room, number)) {
                        write(message, data);
                    }
                }
            }
            return this;
        }

        private void write(FetchMessage message, MessageData data) throws StoreException {
            FetchAnswer.Mark before = answer.mark();
            try {
                Optional<ResponseCode> refusal = data.write(message, marked.contains(message.number()));
                trouble = refusal.isPresent() ? refusal : trouble;
            } catch (StoreException refused) {
                if (refused.reason() == StoreException.Reason.CORRUPTION && answer.backTo(before)) {
                    // the others are told
                    LOG.log(
                            System.Logger.Level.WARNING,
                            () -> "UID " + message.uid() + " cannot be told: " + refused.getMessage());
                    trouble = Optional.of(Word.CORRUPTION);
                } else if (refused.reason() != StoreException.Reason.EXPUNGED) {
                    throw refused;
                } else if (!byUid) {
                    // RFC 2180 §4.1.3: the others are told; RFC 9051 §6.4.9: by UID, what is not there is no error.
                    trouble = Optional.of(Word.EXPUNGEISSUED);
                }
            }
        }
    }

    private static UidSet numbersOf(List<Integer> list) {
        UidSet.Builder numbers = UidSet.builder();
        list.forEach(numbers::add);
        return numbers.build();
    }
}
