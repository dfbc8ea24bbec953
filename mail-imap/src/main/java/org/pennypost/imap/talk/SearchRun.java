package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pennypost.core.engine.PartedWork;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Work;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SearchCriteria;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * Finds the messages that SEARCH, SORT and THREAD are about, and gathers what they need of them (RFC 9051 §6.4.4). What
 * the picture of the mailbox tells is searched in one pass; messages are read in calls of bounded work.
 */
final class SearchRun<T> {
    /** How many parts of the mailbox are looked at side by side. */
    private static final int PARTS = 4;
    /** How many messages, and about how many octets, are looked at in one part. */
    private static final int PART = 2048;

    /** So many questions to the picture are answered without a call. */
    private static final int AT_ONCE = 100_000;

    private static final long OCTETS = 4 * 1024 * 1024;

    private final Selection selection;
    private final MessageLimits limits;
    private final SearchTest test;
    /** Whether what is gathered is in the messages. */
    private final boolean gathers;

    private final Supplier<Gathering<T>> gatherings;
    private final UidSet all;
    private Numbers candidates;
    private final List<T> gathered = new ArrayList<>();
    private Progress progress;
    private long seen;

    /** What is wanted of messages that pass, which come in their order. Confined to one thread at a time. */
    interface Gathering<T> {
        /** Takes a message that passes; may block if the run was told that it reads. */
        void take(SearchMessage message) throws StoreException;

        /** All that was taken. */
        T gathered();
    }

    /**
     * @param gathers whether a gathering asks messages for their {@link SortFacts}
     * @param gatherings makes one for each part of the mailbox
     */
    SearchRun(SearchKey key, Talk talk, Selection selection, boolean gathers, Supplier<Gathering<T>> gatherings) {
        this.selection = selection;
        this.limits = talk.setup().limits().structure();
        this.test =
                SearchTest.of(key, selection, talk.setup().surroundings().time().instant());
        this.gathers = gathers;
        this.gatherings = gatherings;
        this.all = candidates(key);
        this.candidates = new Numbers(all);
        this.progress = new Progress(talk, candidates.count());
    }

    /** RFC 9738: only the newest of the messages that are to be looked at. */
    SearchRun<T> newest(Talk talk) {
        candidates = new Numbers(Newest.of(all, selection, talk));
        progress = new Progress(talk, candidates.count());
        return this;
    }

    /** How many messages are to be looked at. */
    long size() {
        return all.size();
    }

    /** RFC 6855 §3: who takes UTF-8 has no use for another charset. */
    static void checkCharset(SearchCriteria search, Selected state) {
        if (!search.utf8() && state.talk().has(Feature.UTF8_ACCEPT)) {
            throw new SyntaxException(Texts.ONLY_UTF8);
        }
    }

    /** Looks through the mailbox and goes on with what the parts have gathered, in their order. */
    Step run(Step.Then<List<T>> then, Step.Then<StoreException> otherwise) throws StoreException {
        if (test.cost() == SearchTest.Cost.PICTURE
                && !gathers
                && (long) candidates.count() * test.checks() <= AT_ONCE) {
            return then.step(List.of(look(candidates)));
        }
        return Step.await(
                new PartedWork<>(parts()),
                looked -> {
                    gathered.addAll(looked);
                    return candidates.hasNext()
                            ? progress.after(seen, () -> run(then, otherwise))
                            : then.step(gathered);
                },
                otherwise);
    }

    /** The same, where a refusal needs no answer of its own. */
    Step run(Step.Then<List<T>> then) throws StoreException {
        return run(then, refused -> {
            throw refused;
        });
    }

    /** Looks at the next messages: parts of bounded work, side by side where the driver can. */
    private List<Work<T>> parts() {
        List<Work<T>> parts = new ArrayList<>();
        while (candidates.hasNext() && parts.size() < PARTS) {
            UidSet.Builder numbers = UidSet.builder();
            long octets = 0;
            for (int count = 0; candidates.hasNext() && count < PART && octets < OCTETS; count++) {
                int number = candidates.next();
                numbers.add(number);
                seen++;
                octets += test.cost() == SearchTest.Cost.MESSAGE
                        ? selection.view().octets(number)
                        : 0;
            }
            UidSet part = numbers.build();
            parts.add(() -> look(new Numbers(part)));
        }
        return parts;
    }

    /** What is gathered of those among some messages that pass. */
    private T look(Numbers numbers) throws StoreException {
        Gathering<T> gathering = gatherings.get();
        MessageSource.Room room = new MessageSource.Room();
        boolean searches = test.cost() != SearchTest.Cost.PICTURE;
        try (SearchMessage.Kept kept = new SearchMessage.Kept(selection, limits, searches, gathers)) {
            while (numbers.hasNext()) {
                int number = numbers.next();
                try (SearchMessage message = new SearchMessage(selection, limits, kept, room, number)) {
                    if (test.holds(message)) {
                        gathering.take(message);
                    }
                }
            }
        }
        return gathering.gathered();
    }

    /** The only messages that can match, if the key says so by number; else all. */
    private UidSet candidates(SearchKey key) {
        if (key instanceof SearchKey.Numbers numbers) {
            return selection.searched(numbers.numbers());
        } else if (key instanceof SearchKey.Uids uids) {
            return selection.numbers(uids.uids(), true);
        } else if (key instanceof SearchKey.UidBefore before) {
            // RFC 9738: so that what is left of a search can be searched
            return before.uid() == 1 ? UidSet.EMPTY : selection.numbersOf(UidSet.range(1, before.uid() - 1));
        } else if (key instanceof SearchKey.And and) {
            for (SearchKey one : and.keys()) {
                if (one instanceof SearchKey.Numbers
                        || one instanceof SearchKey.Uids
                        || one instanceof SearchKey.UidBefore) {
                    return candidates(one);
                }
            }
        }
        int exists = selection.view().exists();
        return exists == 0 ? UidSet.EMPTY : UidSet.range(1, exists);
    }
}
