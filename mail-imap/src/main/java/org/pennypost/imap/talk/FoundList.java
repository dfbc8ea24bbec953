package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SortCriterion;

/** The result of a SORT that a client follows: RFC 5267 §4.3.3, §4.3.4. What a message is sorted by never changes. */
final class FoundList implements Followed.Result {
    /** How many messages may be in one. */
    static final int MOST = 10_000;

    private final List<SortedMessage> messages;
    private final List<SortCriterion> criteria;
    private final Relevancy relevancy;
    private final Talk talk;
    private final Selection selection;

    FoundList(
            List<SortedMessage> messages,
            List<SortCriterion> criteria,
            Relevancy relevancy,
            Talk talk,
            Selection selection) {
        this.relevancy = relevancy;
        this.messages = new ArrayList<>(messages);
        this.criteria = criteria;
        this.talk = talk;
        this.selection = selection;
    }

    @Override
    public void remove(UidSet gone, Followed.Telling telling) {
        List<SortedMessage> kept = new ArrayList<>(messages.size());
        for (SortedMessage message : messages) {
            if (gone.contains(message.uid())) {
                telling.removeFrom(kept.size() + 1, UidSet.of(message.uid()));
            } else {
                kept.add(message);
            }
        }
        if (kept.size() < messages.size()) {
            messages.clear();
            messages.addAll(kept);
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
        boolean reads = SortedMessage.reads(criteria);
        Step.Then<List<List<SortedMessage>>> found = parts -> found(parts, searched, telling, then);
        return new SearchRun<>(key, talk, selection, reads, () -> new SortedPart(criteria, relevancy))
                .run(found, otherwise);
    }

    private Step found(List<List<SortedMessage>> parts, UidSet searched, Followed.Telling telling, Step.Next then)
            throws StoreException {
        List<SortedMessage> found = SortedPart.all(parts);
        UidSet.Builder passing = UidSet.builder();
        found.forEach(message -> passing.add(message.uid()));
        remove(searched.without(passing.build()), telling);
        for (SortedMessage message : found) {
            int place = Collections.binarySearch(messages, message, SortedMessage.ORDER);
            if (place < 0) {
                messages.add(-1 - place, message);
                telling.addTo(-place, UidSet.of(message.uid()));
            }
        }
        return then.step();
    }
}
