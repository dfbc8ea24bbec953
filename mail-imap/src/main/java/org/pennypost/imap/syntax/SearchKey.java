package org.pennypost.imap.syntax;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.pennypost.core.mailbox.Flag;

/**
 * A condition on a message: RFC 9051 §6.4.4 and §9 {@code search-key}.
 *
 * <p>Keys that are a combination of others are read as that: UNSEEN is not SEEN, NEW is RECENT and not SEEN (RFC 3501
 * §6.4.4). Texts have been decoded by the CHARSET of the command. Immutable.
 */
public sealed interface SearchKey {
    /** Whether message sequence numbers decide it, which must then not change under it (RFC 9051 §7.5.1). */
    default boolean usesNumbers() {
        return any(key -> key instanceof Numbers numbers && !numbers.numbers().isSaved());
    }

    /** Whether modification sequences decide it (RFC 7162 §3.1.5). */
    default boolean usesModSeq() {
        return any(ModSeq.class::isInstance);
    }

    /** Whether the time of the day decides it, so that it changes while nothing happens (RFC 5032 §2). */
    default boolean usesTime() {
        return any(key -> key instanceof Older || key instanceof Younger);
    }

    /** Whether that is true of some key in it that is no combination of others, or of a FUZZY. */
    default boolean any(Predicate<SearchKey> condition) {
        return condition.test(this);
    }

    /** The same with something else for each key that is no combination of others. */
    default SearchKey with(UnaryOperator<SearchKey> change) {
        return change.apply(this);
    }

    /** RFC 9051 §6.4.4 ALL: every message. */
    record All() implements SearchKey {}

    /** RFC 9051 §6.4.4: message sequence numbers, or {@code $}. */
    record Numbers(SequenceSet numbers) implements SearchKey {}

    /** RFC 9051 §6.4.4 UID. */
    record Uids(SequenceSet uids) implements SearchKey {}

    /** RFC 9051 §6.4.4 ANSWERED, DELETED, DRAFT, FLAGGED, SEEN, KEYWORD: has the flag. */
    record Flagged(Flag flag) implements SearchKey {}

    /** RFC 3501 §6.4.4 RECENT: has \Recent. */
    record Recent() implements SearchKey {}

    /** RFC 9051 §6.4.4 BCC, CC, FROM, SUBJECT, TO, HEADER: a field has the text; with no text, there is a field. */
    record Header(String field, String text) implements SearchKey {}

    /** RFC 9051 §6.4.4 BODY: the body has the text. */
    record Body(String text) implements SearchKey {}

    /** RFC 9051 §6.4.4 TEXT: the header or the body has the text. */
    record Text(String text) implements SearchKey {}

    /** RFC 9051 §6.4.4 BEFORE, ON, SINCE: the day of the internal date, its time and zone aside. */
    record Received(When when, LocalDate day) implements SearchKey {}

    /** RFC 9051 §6.4.4 SENTBEFORE, SENTON, SENTSINCE: the day of the Date field, its time and zone aside. */
    record Sent(When when, LocalDate day) implements SearchKey {}

    /** RFC 9051 §6.4.4 LARGER: has more octets than these. */
    record Larger(long octets) implements SearchKey {}

    /** RFC 9051 §6.4.4 SMALLER: has fewer octets than these. */
    record Smaller(long octets) implements SearchKey {}

    /** RFC 7162 §3.1.5 MODSEQ: has this modification sequence or a higher one, whatever it is of. */
    record ModSeq(long modSeq) implements SearchKey {}

    /** RFC 8514 §4.3 SAVEDBEFORE, SAVEDON, SAVEDSINCE: the day on which it came into the mailbox, in UTC. */
    record Saved(When when, LocalDate day) implements SearchKey {}

    /** RFC 8514 §4.3 SAVEDATESUPPORTED: the mailbox knows when its messages came into it. */
    record SaveDateSupported() implements SearchKey {}

    /** RFC 5032 §2 OLDER: came so many seconds ago or earlier. */
    record Older(long seconds) implements SearchKey {}

    /** RFC 5032 §2 YOUNGER: came so many seconds ago or later. */
    record Younger(long seconds) implements SearchKey {}

    /** RFC 8474 §6 EMAILID: has this content. */
    record EmailId(String id) implements SearchKey {}

    /** RFC 8474 §6 THREADID: belongs to this conversation. */
    record ThreadId(String id) implements SearchKey {}

    /** RFC 9738 UIDAFTER: has a higher UID. */
    record UidAfter(long uid) implements SearchKey {}

    /** RFC 9738 UIDBEFORE: has a lower UID. */
    record UidBefore(long uid) implements SearchKey {}

    /** RFC 6203 §3 FUZZY: the key need not fit to the letter. */
    record Fuzzy(SearchKey key) implements SearchKey {
        @Override
        public boolean any(Predicate<SearchKey> condition) {
            return condition.test(this) || key.any(condition);
        }

        @Override
        public SearchKey with(UnaryOperator<SearchKey> change) {
            return new Fuzzy(key.with(change));
        }
    }

    /** RFC 5466 §3.1 FILTER: the search that is stored under this name; replaced by it before anything is searched. */
    record Filter(String name) implements SearchKey {}

    /** RFC 9051 §6.4.4 NOT. */
    record Not(SearchKey key) implements SearchKey {
        @Override
        public boolean any(Predicate<SearchKey> condition) {
            return key.any(condition);
        }

        @Override
        public SearchKey with(UnaryOperator<SearchKey> change) {
            return new Not(key.with(change));
        }
    }

    /** RFC 9051 §6.4.4 OR. */
    record Or(SearchKey one, SearchKey other) implements SearchKey {
        @Override
        public boolean any(Predicate<SearchKey> condition) {
            return one.any(condition) || other.any(condition);
        }

        @Override
        public SearchKey with(UnaryOperator<SearchKey> change) {
            return new Or(one.with(change), other.with(change));
        }
    }

    /** RFC 9051 §6.4.4: several keys, in parentheses or at the top, all of which must hold. */
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }

        @Override
        public boolean any(Predicate<SearchKey> condition) {
            return keys.stream().anyMatch(key -> key.any(condition));
        }

        @Override
        public SearchKey with(UnaryOperator<SearchKey> change) {
            return new And(keys.stream().map(key -> key.with(change)).toList());
        }
    }

    /** How a day compares. */
    enum When {
        /** Earlier than the day. */
        BEFORE,
        /** That day. */
        ON,
        /** That day or later. */
        SINCE;

        /** Whether {@code one} is before, on or since {@code day}. */
        public boolean holds(LocalDate one, LocalDate day) {
            int order = one.compareTo(day);
            return this == ON ? order == 0 : this == BEFORE ? order < 0 : order >= 0;
        }
    }
}
