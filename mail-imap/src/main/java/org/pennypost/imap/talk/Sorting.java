package org.pennypost.imap.talk;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchResponse;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.syntax.SortKey;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * SORT, RFC 5256 §BASE.6.4.SORT with RFC 5957 and RFC 5267 §3.1: a {@link SearchRun} finds the messages and what they
 * are sorted by, each part of the mailbox is sorted where it was looked at, and all of them in one call at the end.
 */
final class Sorting {
    /** About so many for each message, with two criteria or a text. */
    private static final long OCTETS = 200;

    private final SearchCommand.Sort command;
    private final Talk talk;
    private final Selection selection;
    private final SearchReturns returns;
    private final SearchKey key;
    /** The key for who follows the result: with what $ is now, and not with what this search saves. */
    private final SearchKey followed;

    private final Relevancy relevancy;
    private final SearchRun<List<SortedMessage>> run;

    private Sorting(SearchCommand.Sort command, Selected state) {
        this.command = command;
        this.talk = state.talk();
        this.selection = state.selection();
        this.returns = command.returns();
        this.key = command.search().key();
        this.followed = Followed.of(key, returns, selection);
        boolean scores = returns.has(SearchReturn.RELEVANCY)
                || command.criteria().stream().anyMatch(one -> one.key() == SortKey.RELEVANCY);
        this.relevancy = talk.relevancy(key, scores, selection);
        boolean gathers = SortedMessage.reads(command.criteria());
        this.run = new SearchRun<>(key, talk, selection, gathers, () -> new SortedPart(command.criteria(), relevancy));
    }

    /** RFC 5256 §BASE.6.4.SORT. */
    static Step sort(SearchCommand.Sort command, Selected state) throws StoreException {
        return Filters.expanded(
                command.search().key(), command.returns(), state, key -> begin(command.with(key), state));
    }

    private static Step begin(SearchCommand.Sort command, Selected state) throws StoreException {
        SearchRun.checkCharset(command.search(), state);
        state.selection().look();
        state.selection().contexts().check(command.returns(), state.talk().tag().orElseThrow());
        Sorting sorting = new Sorting(command, state); // which knows by now what $ is
        state.selection().beginSaving(command.returns());
        return ModSeqs.useIf(
                command.search().key().usesModSeq(),
                state,
                () -> Newest.ifAtMost(sorting.run.size(), state.talk(), sorting::look));
    }

    private Step look() throws StoreException {
        return MemoryTurn.take(
                talk,
                run.size() * OCTETS,
                turn -> run.run(
                        parts -> Step.await(() -> SortedPart.all(parts), sorted -> answer(sorted, turn), turn::refused),
                        turn::refused));
    }

    private Step answer(List<SortedMessage> sorted, MemoryTurn turn) throws StoreException {
        if (returns.has(SearchReturn.SAVE)) {
            // RFC 5182 §1: SORT saves, too; a set, so that its order is lost
            UidSet.Builder uids = UidSet.builder();
            subject(sorted.size()).mapToLong(i -> sorted.get(i).uid()).sorted().forEach(uids::add);
            selection.save(uids.build());
        }
        long[] numbers = sorted.stream().mapToLong(this::told).toArray();
        byte[] scores = returns.has(SearchReturn.RELEVANCY) ? scores(sorted) : new byte[0];
        long modSeq = modSeq(sorted);
        boolean small = sorted.size() <= FoundList.MOST;
        // from here on nothing holds what they were sorted by, unless the client follows it
        List<SortedMessage> result = small && returns.has(SearchReturn.UPDATE) ? sorted : List.of();
        Step.Next end = () -> turn.over(() -> talk.ok(Texts.completed("SORT")));
        Step.Next done = () -> selection.contexts().follow(returns, key, small, () -> followed(result), talk, end);
        long octets = (long) Long.BYTES * numbers.length + scores.length;
        return turn.ready(octets, () -> tell(numbers, scores, modSeq, done));
    }

    private static byte[] scores(List<SortedMessage> sorted) {
        byte[] scores = new byte[sorted.size()];
        IntStream.range(0, scores.length).forEach(i -> scores[i] = sorted.get(i).score());
        return scores;
    }

    private Step tell(long[] numbers, byte[] scores, long modSeq, Step.Next done) throws StoreException {
        if (returns.options().equals(Set.of(SearchReturn.SAVE))) {
            return done.step(); // RFC 5182 §1: SAVE alone is answered by nothing
        }
        ResponseWriter out = ResponseWriter.with(talk.text(), 256);
        if (returns.areMissing()) {
            return list(numbers, 0, modSeq, SearchResponse.on(out).openSort(), out, done);
        }
        EsearchResponse response = EsearchResponse.on(out).open(talk.tag().orElseThrow(), command.byUid());
        // RFC 5267 §3.1: the first and the last one in the order asked for
        if (returns.has(SearchReturn.MIN) && numbers.length > 0) {
            response.min(numbers[0]);
        }
        if (returns.has(SearchReturn.MAX) && numbers.length > 0) {
            response.max(numbers[numbers.length - 1]);
        }
        if (returns.has(SearchReturn.COUNT)) {
            response.count(numbers.length);
        }
        long[] listed = returns.has(SearchReturn.ALL) ? numbers : new long[0];
        if (returns.has(SearchReturn.PARTIAL)) {
            listed = page(numbers);
            response.openPartial(returns.page());
        }
        return extended(listed, 0, response, out, () -> finish(scores, modSeq, response), done);
    }

    private Followed followed(List<SortedMessage> sorted) {
        FoundList result = new FoundList(sorted, command.criteria(), relevancy, talk, selection);
        return new Followed(Correlator.of(talk, command.byUid()), followed, talk, selection, result);
    }

    /** RFC 5267 §4.4, RFC 9394 §3.1: counted in the order asked for. */
    private long[] page(long[] numbers) {
        int from = returns.page().from(numbers.length);
        return Arrays.copyOfRange(numbers, from, Math.max(from, returns.page().to(numbers.length)));
    }

    /** RFC 5256 §BASE.7.2.SORT. */
    private Step list(
            long[] numbers, int from, long modSeq, SearchResponse response, ResponseWriter out, Step.Next done) {
        int at = from;
        while (at < numbers.length && out.size() < Lines.GATHERED) {
            response.found(numbers[at++]);
        }
        if (at < numbers.length) {
            int next = at;
            return Step.say(out.take(), () -> list(numbers, next, modSeq, response, out, done));
        }
        if (modSeq > 0) {
            response.modSeq(modSeq);
        }
        response.close();
        return Step.say(out.take(), done);
    }

    /** RFC 5267 §3.2: a range stands only for numbers that follow each other upwards. */
    private Step extended(
            long[] numbers, int from, EsearchResponse response, ResponseWriter out, Runnable rest, Step.Next done) {
        int at = from;
        while (at < numbers.length && out.size() < Lines.GATHERED) {
            long first = numbers[at++];
            long last = first;
            while (at < numbers.length && numbers[at] == last + 1) {
                last++;
                at++;
            }
            response.next(first, last);
        }
        if (at < numbers.length) {
            int next = at;
            return Step.say(out.take(), () -> extended(numbers, next, response, out, rest, done));
        }
        rest.run();
        response.close();
        return Step.say(out.take(), done);
    }

    /** What stands behind the numbers. */
    private void finish(byte[] scores, long modSeq, EsearchResponse response) {
        if (returns.has(SearchReturn.PARTIAL)) {
            response.closePartial();
        }
        if (returns.has(SearchReturn.RELEVANCY)) {
            response.relevancy(subject(scores.length).map(new Scores(scores)::told));
        }
        if (modSeq > 0) {
            response.modSeq(modSeq);
        }
    }

    /** Which messages of the result the answer is about. */
    private IntStream subject(int count) {
        boolean pages = returns.has(SearchReturn.PARTIAL);
        int from = returns.page().from(count);
        int to = returns.page().to(count);
        return IntStream.range(0, count)
                .filter(i -> returns.coverAll()
                        || i == 0 && returns.has(SearchReturn.MIN)
                        || i == count - 1 && returns.has(SearchReturn.MAX)
                        || pages && i >= from && i < to);
    }

    /**
     * RFC 7162 §3.1.9 and §3.1.10, RFC 4731 §3.2: the highest modification sequence of what is told, if some key asked
     * for one; else 0.
     */
    private long modSeq(List<SortedMessage> sorted) {
        return key.usesModSeq()
                ? subject(sorted.size())
                        .mapToLong(i -> modSeq(sorted.get(i)))
                        .max()
                        .orElse(0)
                : 0;
    }

    private long modSeq(SortedMessage message) {
        return selection.view().modSeq(selection.view().sequence(message.uid()));
    }

    /** As the client is told of it. */
    private long told(SortedMessage message) {
        return command.byUid() ? message.uid() : selection.view().sequence(message.uid());
    }
}
