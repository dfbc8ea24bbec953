package org.pennypost.imap.talk;

import java.util.List;
import java.util.function.UnaryOperator;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.syntax.SequenceSet;

/**
 * A search whose result a client follows: RFC 5267 §4.3. Only messages that are new or have changed since the last look
 * are searched again.
 */
final class Followed {
    private final Correlator correlator;
    private final SearchKey key;
    private final Talk talk;
    private final Selection selection;
    private final Result result;
    private long modSeq;
    private long lastUid;

    /** What was found, in its order, and how changes of that are told. */
    interface Result {
        /** RFC 5267 §4.3.4: takes out those of these messages that are in it, and tells that; by UID. */
        void remove(UidSet uids, Telling telling);

        /** Searches again those that the key names; goes on, or otherwise if they cannot be searched. */
        Step search(
                SearchKey key, UidSet searched, Telling telling, Step.Next then, Step.Then<StoreException> otherwise)
                throws StoreException;
    }

    /** Writes one response about what has changed in a result. */
    final class Telling {
        private final ResponseWriter out;
        private final EsearchResponse response;
        private boolean opened;

        private Telling(ResponseWriter out) {
            this.out = out;
            this.response = EsearchResponse.on(out);
        }

        /** RFC 5267 §4.3.4: these are out of it, the first of them was at that position; 0 for wherever they were. */
        void removeFrom(int position, UidSet uids) {
            open().removeFrom(position, told(uids));
        }

        /** RFC 5267 §4.3.3: these are in it, the first of them at that position; 0 for where the mailbox has them. */
        void addTo(int position, UidSet uids) {
            open().addTo(position, told(uids));
        }

        private EsearchResponse open() {
            if (!opened) {
                opened = true;
                correlator.open(response);
            }
            return response;
        }

        private UidSet told(UidSet uids) {
            return correlator.byUid() ? uids : selection.numbersOf(uids);
        }

        private void close() {
            if (opened) {
                response.close();
            }
        }
    }

    Followed(Correlator correlator, SearchKey key, Talk talk, Selection selection, Result result) {
        this.correlator = correlator;
        this.key = key;
        this.talk = talk;
        this.selection = selection;
        this.result = result;
        seen();
    }

    /**
     * RFC 5267 §4.3: numbers and saved results in a key stand for the messages that they stand for when the command
     * comes; so this is to be asked before the command saves a result of its own.
     */
    static SearchKey of(SearchKey key, SearchReturns returns, Selection selection) {
        return returns.has(SearchReturn.UPDATE) ? fixed(key, selection) : key;
    }

    private static SearchKey fixed(SearchKey key, Selection selection) {
        UnaryOperator<SearchKey> fix = one -> {
            if (one instanceof SearchKey.Numbers numbers) {
                return uids(selection.uidsOf(selection.searched(numbers.numbers())));
            }
            return one instanceof SearchKey.Uids uids && uids.uids().isSaved()
                    ? uids(selection.uids(uids.uids()))
                    : one;
        };
        return key.with(fix);
    }

    Correlator correlator() {
        return correlator;
    }

    /** RFC 5267 §4.3.4: what is about to be told as gone is taken out of the result first. */
    void removed(UidSet uids, ResponseWriter out) {
        Telling telling = new Telling(out);
        result.remove(uids, telling);
        telling.close();
    }

    /** Looks at what has changed, tells what that does to the result, and goes on; otherwise if it cannot look. */
    Step look(Step.Next then, Step.Then<StoreException> otherwise) throws StoreException {
        UidSet candidates = candidates();
        if (candidates.isEmpty()) {
            seen();
            return then.step();
        }
        Telling telling = new Telling(talk.writer());
        SearchKey among = new SearchKey.And(List.of(new SearchKey.Uids(SequenceSet.of(candidates)), key));
        Step.Next tell = () -> {
            seen();
            telling.close();
            return telling.opened ? Step.say(telling.out.take(), then) : then.step();
        };
        return result.search(among, candidates, telling, tell, otherwise);
    }

    /** The UIDs of messages of which the client has been told and that were not looked at as they are now. */
    private UidSet candidates() {
        MailboxView view = selection.view();
        UidSet.Builder uids = UidSet.builder();
        for (int number : view.changedSince(modSeq)) {
            uids.add(view.uid(number));
        }
        for (int number = view.ceiling(lastUid + 1); number <= view.exists(); number++) {
            uids.add(view.uid(number));
        }
        return uids.build();
    }

    private void seen() {
        MailboxView view = selection.view();
        modSeq = view.picture().highestModSeq();
        lastUid = view.exists() > 0 ? Math.max(lastUid, view.uid(view.exists())) : lastUid;
    }

    private static SearchKey uids(UidSet uids) {
        return uids.isEmpty() ? new SearchKey.Not(new SearchKey.All()) : new SearchKey.Uids(SequenceSet.of(uids));
    }
}
