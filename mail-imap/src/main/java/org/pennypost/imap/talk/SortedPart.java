package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.SortCriterion;

/** What is to be sorted of one part of the mailbox. */
final class SortedPart implements SearchRun.Gathering<List<SortedMessage>> {
    private final SortedMessage.Maker maker;
    private final List<SortedMessage> messages = new ArrayList<>();

    SortedPart(List<SortCriterion> criteria, Relevancy relevancy) {
        maker = new SortedMessage.Maker(criteria, relevancy);
    }

    @Override
    public void take(SearchMessage message) throws StoreException {
        messages.add(maker.of(message));
    }

    @Override
    public List<SortedMessage> gathered() {
        messages.sort(SortedMessage.ORDER);
        return messages;
    }

    /** Takes all messages out of the parts, in the order asked for: runs that are sorted already are merged. */
    static List<SortedMessage> all(List<List<SortedMessage>> parts) {
        List<SortedMessage> all =
                parts.stream().flatMap(List::stream).sorted(SortedMessage.ORDER).toList();
        parts.forEach(List::clear);
        return all;
    }
}
