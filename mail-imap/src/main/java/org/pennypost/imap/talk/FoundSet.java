package org.pennypost.imap.talk;

import java.util.List;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchReturns;

/** The result of a SEARCH that a client follows: in the order of the mailbox, so that no position need be told. */
final class FoundSet implements Followed.Result {
    private final Talk talk;
    private final Selection selection;
    private UidSet uids;

    FoundSet(UidSet uids, Talk talk, Selection selection) {
        this.uids = uids;
        this.talk = talk;
        this.selection = selection;
    }

    @Override
    public void remove(UidSet gone, Followed.Telling telling) {
        UidSet out = uids.and(gone);
        if (!out.isEmpty()) {
            telling.removeFrom(0, out);
            uids = uids.without(out);
        }
    }

    @Override
    public Step search(
            SearchKey key,
            UidSet searched,
            Followed.Telling telling,
            Step.Next then,
            Step.Then<StoreException> otherwise)
            throws StoreException {
        Step.Then<List<Found.Messages>> found = parts -> found(parts, searched, telling, then);
        return new SearchRun<>(key, talk, selection, false, () -> new Found(Relevancy.NONE)).run(found, otherwise);
    }

    private Step found(List<Found.Messages> parts, UidSet searched, Followed.Telling telling, Step.Next then)
            throws StoreException {
        SearchAnswer exact = new SearchAnswer(SearchReturns.NONE, true, false, selection);
        UidSet found = exact.exactUids(Found.all(parts).numbers());
        remove(searched.without(found), telling);
        UidSet more = found.without(uids);
        if (!more.isEmpty()) {
            telling.addTo(0, more);
            uids = UidSet.builder().add(uids).add(more).build();
        }
        return then.step();
    }
}
