package org.pennypost.imap.talk;

import java.util.List;
import org.pennypost.core.mailbox.UidSet;

/** The numbers of messages that pass a search. */
final class Found implements SearchRun.Gathering<UidSet> {
    private final UidSet.Builder numbers = UidSet.builder();

    @Override
    public void take(SearchMessage message) {
        numbers.add(message.number());
    }

    @Override
    public UidSet gathered() {
        return numbers.build();
    }

    /** Those of all parts of the mailbox. */
    static UidSet all(List<UidSet> parts) {
        UidSet.Builder all = UidSet.builder();
        parts.forEach(all::add);
        return all.build();
    }
}
