package org.pennypost.core.mailbox;

import java.util.Optional;
import org.pennypost.core.message.MessageLimits;

/** A mailbox that can tell without reading messages which of them need not be searched; a mailbox may implement it. */
public interface SearchableMailbox {
    /**
     * The UIDs of all messages in whose text ({@link org.pennypost.core.reading.MessageText}) a string occurs, and of
     * any others besides: who asks looks into these himself. May block, but never for as long as reading them takes.
     *
     * @param text as {@link org.pennypost.core.reading.TextFold} folds it
     * @param limits those under which the messages will be read
     * @return nothing if it cannot tell
     */
    Optional<UidSet> mayContain(String text, MessageLimits limits);
}
