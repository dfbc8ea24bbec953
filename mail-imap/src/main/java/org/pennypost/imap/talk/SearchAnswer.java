package org.pennypost.imap.talk;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;

/**
 * What is told of the messages that were found in a mailbox: RFC 9051 §7.3.4 (RFC 4731), RFC 9394 §3.1.
 *
 * @param byUid whether UIDs are told
 * @param modSeqs whether some key asked for modification sequences, so that they are told too (RFC 7162 §3.1.6)
 */
record SearchAnswer(SearchReturns returns, boolean byUid, boolean modSeqs, Selection selection) {
    /** Writes all items of the response; the caller opens and closes it. */
    void write(Found.Messages found, EsearchResponse response) {
        UidSet numbers = found.numbers();
        Set<SearchReturn> wanted = returns.areMissing() ? EnumSet.of(SearchReturn.ALL) : returns.options();
        if (wanted.contains(SearchReturn.MIN) && !numbers.isEmpty()) {
            response.min(told(numbers.first(0)));
        }
        if (wanted.contains(SearchReturn.MAX) && !numbers.isEmpty()) {
            response.max(told(numbers.last(numbers.ranges() - 1)));
        }
        if (wanted.contains(SearchReturn.COUNT)) {
            response.count(numbers.size());
        }
        if (wanted.contains(SearchReturn.ALL)) {
            response.all(told(numbers));
        }
        if (wanted.contains(SearchReturn.PARTIAL)) {
            response.partial(returns.page(), told(returns.page().of(numbers)));
        }
        if (wanted.contains(SearchReturn.RELEVANCY)) {
            response.relevancy(scores(found));
        }
        long modSeq = modSeq(subject(numbers));
        if (modSeq > 0) {
            response.modSeq(modSeq);
        }
    }

    /** These messages as the client is told of them. */
    UidSet told(UidSet numbers) {
        return byUid ? exactUids(numbers) : numbers;
    }

    /**
     * RFC 7162 §3.1.6, RFC 4731 §3.2: the highest modification sequence of what is told, if some key asked for one; else
     * 0.
     */
    long modSeq(UidSet numbers) {
        long highest = 0;
        Numbers each = new Numbers(modSeqs ? numbers : UidSet.EMPTY);
        while (each.hasNext()) {
            highest = Math.max(highest, selection.view().modSeq(each.next()));
        }
        return highest;
    }

    /**
     * The messages that the answer is about, and that SAVE saves: RFC 9051 §6.4.4.1, RFC 9394 §3.2. With MIN, MAX or
     * PARTIAL and neither ALL nor COUNT, only these.
     */
    UidSet subject(UidSet numbers) {
        if (numbers.isEmpty() || returns.coverAll()) {
            return numbers;
        }
        UidSet.Builder some = UidSet.builder();
        if (returns.has(SearchReturn.MIN)) {
            some.add(numbers.first(0));
        }
        if (returns.has(SearchReturn.MAX)) {
            some.add(numbers.last(numbers.ranges() - 1));
        }
        if (returns.has(SearchReturn.PARTIAL)) {
            some.add(returns.page().of(numbers));
        }
        return some.build();
    }

    /** The UIDs of these messages and no others, even where there is nothing between two of them. */
    UidSet exactUids(UidSet numbers) {
        UidSet.Builder uids = UidSet.builder();
        Numbers each = new Numbers(numbers);
        while (each.hasNext()) {
            uids.add(selection.view().uid(each.next()));
        }
        return uids.build();
    }

    private IntStream scores(Found.Messages found) {
        UidSet told = subject(found.numbers());
        Numbers each = new Numbers(found.numbers());
        return IntStream.range(0, each.count())
                .filter(index -> told.contains(each.nextLong()))
                .map(found.scores()::told);
    }

    private long told(long number) {
        return byUid ? selection.view().uid((int) number) : number;
    }
}
