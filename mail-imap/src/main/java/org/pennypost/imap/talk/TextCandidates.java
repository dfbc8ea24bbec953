package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.SearchableMailbox;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.TextFold;

/**
 * The messages that must be looked into for a text: those that the mailbox names if it has an index, else all. Asks once
 * for a search. Thread-safe.
 */
final class TextCandidates {
    private final Mailbox mailbox;
    private final String text;
    private volatile Optional<UidSet> candidates = Optional.empty();

    TextCandidates(Mailbox mailbox, String text) {
        this.mailbox = mailbox;
        this.text = TextFold.fold(text);
    }

    /** Whether a message must be looked into; may block. */
    boolean include(long uid, MessageLimits limits) {
        if (candidates.isEmpty()) {
            ask(limits);
        }
        return candidates.get().contains(uid);
    }

    private synchronized void ask(MessageLimits limits) {
        if (candidates.isEmpty()) {
            Optional<UidSet> named = LentMailbox.behind(mailbox) instanceof SearchableMailbox searchable
                    ? searchable.mayContain(text, limits)
                    : Optional.empty();
            candidates = Optional.of(named.orElse(UidSet.ALL));
        }
    }
}
