package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * A FETCH that looks into messages: RFC 9051 §6.4.5. Goes through them in batches, one call into the store for each,
 * so that neither the number of messages nor their size shows in memory.
 */
final class FetchRun {
    private static final FlagChange SEE = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
    private static final long SEEN = FlagTable.SYSTEM.mask(Flag.SEEN);
    private static final int MESSAGES = 64;
    private static final int OCTETS = 256 * 1024;
    private static final int HEADER = 4 * 1024;

    private final Selected state;
    private final Talk talk;
    private final Selection selection;
    private final MailboxView view;
    private final FetchPlan plan;
    private final Numbers numbers;
    private final boolean byUid;

    private final List<Integer> batch = new ArrayList<>();
    private int composed;
    private UidSet marked = UidSet.EMPTY;
    private Optional<ResponseCode> trouble = Optional.empty();

    FetchRun(Selected state, FetchPlan plan, UidSet numbers, boolean byUid) {
        this.state = state;
        this.talk = state.talk();
        this.selection = state.selection();
        this.view = selection.view();
        this.plan = plan;
        this.numbers = new Numbers(numbers);
        this.byUid = byUid;
    }

    /** The next step. */
    Step next() throws StoreException {
        if (composed < batch.size()) {
            return Step.await(this::compose, answer -> answer.say(this::next));
        }
        UidSet told = plan.hasFlags() ? numbersOf(batch) : marked;
        batch.clear();
        composed = 0;
        marked = UidSet.EMPTY;
        return plan.marksSeen() ? Updates.tellFlags(state, told, this::nextBatch) : nextBatch();
    }

    private Step nextBatch() throws StoreException {
        if (!numbers.hasNext()) {
            return finish();
        }
        long work = 0;
        while (numbers.hasNext() && batch.size() < MESSAGES && work < OCTETS) {
            int number = numbers.next();
            batch.add(number);
            work += work(number);
        }
        return Step.await(
                () -> {
                    markSeen();
                    return compose();
                },
                answer -> answer.say(this::next));
    }

    /** About how much must be read of a message. */
    private long work(int number) {
        return switch (plan.depth()) {
            case STRUCTURE -> view.octets(number);
            case HEADER -> Math.min(HEADER, view.octets(number));
            default -> Math.min(FetchAnswer.INLINE, view.octets(number));
        };
    }

    /** RFC 9051 §6.4.5: what is read becomes \Seen, unless the mailbox is only to be looked at. */
    private void markSeen() throws StoreException {
        if (!plan.marksSeen() || selection.readOnly()) {
            return;
        }
        UidSet.Builder unseen = UidSet.builder();
        UidSet.Builder uids = UidSet.builder();
        for (int number : batch) {
            if (!view.removed(number) && (view.flagBits(number) & SEEN) == 0) {
                unseen.add(number);
                uids.add(view.uid(number));
            }
        }
        marked = unseen.build();
        if (!marked.isEmpty()) {
            selection.mailbox().store(uids.build(), SEE, Long.MAX_VALUE);
            // The conversation waits for this call, so its view may be changed here.
            selection.look();
        }
    }

    private FetchAnswer compose() throws StoreException {
        FetchAnswer answer = new FetchAnswer(talk.writer());
        MessageData data = new MessageData(talk, selection, plan.items(), answer);
        while (composed < batch.size() && answer.size() < OCTETS) {
            int number = batch.get(composed++);
            Optional<MessageSource> opened = data.open(number);
            if (opened.isPresent()) {
                try (MessageSource source = opened.get()) {
                    Optional<ResponseCode> refusal = data.write(number, source, marked.contains(number));
                    trouble = refusal.isPresent() ? refusal : trouble;
                }
            } else if (!byUid) {
                // RFC 2180 §4.1.3: the others are told; RFC 9051 §6.4.9: by UID, what is not there is no error.
                trouble = Optional.of(Word.EXPUNGEISSUED);
            }
        }
        return answer;
    }

    private Step finish() throws StoreException {
        if (trouble.isEmpty()) {
            return talk.ok(Texts.completed("FETCH"));
        }
        ResponseCode code = trouble.get();
        return talk.no(
                code,
                code == Word.EXPUNGEISSUED
                        ? Texts.EXPUNGED
                        : code == Word.UNKNOWN_CTE ? Texts.UNKNOWN_ENCODING : Texts.NO_SUCH_PART);
    }

    private static UidSet numbersOf(List<Integer> list) {
        UidSet.Builder numbers = UidSet.builder();
        list.forEach(numbers::add);
        return numbers.build();
    }
}
