package org.pennypost.server.filter;

import org.pennypost.core.delivery.Verdict;

/** What a filter, or all of them, make of a message. */
sealed interface Judgement {
    /**
     * It may be taken.
     *
     * @param message as it was left
     * @param junk whether it is to be kept away from its readers
     */
    record Taken(FilteredMessage message, boolean junk) implements Judgement {}

    /**
     * It is to be taken and thrown away.
     *
     * @param filter who says so
     */
    record Discarded(String filter) implements Judgement {}

    /** It must not be taken. */
    record Refused(Verdict.Told why) implements Judgement {}
}
