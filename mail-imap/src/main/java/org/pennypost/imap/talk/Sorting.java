package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchResponse;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * SORT, RFC 5256 §BASE.6.4.SORT with RFC 5957 and RFC 5267 §3.1: a {@link SearchRun} finds the messages and what they
 * are sorted by, each part of the mailbox is sorted where it was looked at, and all of them in one call at the end.
 */
final class Sorting {
    private final Command.Sort command;
    private final Talk talk;
    private final Selection selection;
    private final SearchRun<List<SortedMessage>> run;

    private Sorting(Command.Sort command, Selected state) {
        this.command = command;
        this.talk = state.talk();
        this.selection = state.selection();
        boolean gathers = SortedMessage.reads(command.criteria());
        this.run = new SearchRun<>(command.search().key(), talk, selection, gathers, () -> new Part(command));
    }

    /** RFC 5256 §BASE.6.4.SORT. */
    static Step sort(Command.Sort command, Selected state) throws StoreException {
        SearchRun.checkCharset(command.search(), state);
        state.selection().look();
        Sorting sorting = new Sorting(command, state);
        return ModSeqs.useIf(
                command.search().key().usesModSeq(),
                state,
                () -> sorting.run.run(parts -> Step.await(() -> numbers(parts), sorting::answer)));
    }

    /** What is to be sorted of one part of the mailbox. */
    private static final class Part implements SearchRun.Gathering<List<SortedMessage>> {
        private final SortedMessage.Maker maker;
        private final List<SortedMessage> messages = new ArrayList<>();

        Part(Command.Sort command) {
            maker = new SortedMessage.Maker(command.criteria());
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
    }

    /** The numbers of all messages in the order asked for. */
    private static int[] numbers(List<List<SortedMessage>> parts) {
        // runs that are sorted already are merged, not sorted again
        return parts.stream()
                .flatMap(List::stream)
                .sorted(SortedMessage.ORDER)
                .mapToInt(SortedMessage::number)
                .toArray();
    }

    private Step answer(int[] numbers) throws StoreException {
        SearchReturns returns = command.returns();
        long modSeq = modSeq(numbers);
        Step.Next done = () -> talk.ok(Texts.completed("SORT"));
        ResponseWriter out = ResponseWriter.with(talk.text(), 256);
        if (returns.areMissing()) {
            return list(numbers, 0, modSeq, SearchResponse.on(out).openSort(), out, done);
        }
        EsearchResponse response = EsearchResponse.on(out).open(talk.tag().orElseThrow(), command.byUid());
        // RFC 5267 §3.1: the first and the last one in the order asked for
        if (returns.has(SearchReturn.MIN) && numbers.length > 0) {
            response.min(number(numbers[0]));
        }
        if (returns.has(SearchReturn.MAX) && numbers.length > 0) {
            response.max(number(numbers[numbers.length - 1]));
        }
        if (returns.has(SearchReturn.COUNT)) {
            response.count(numbers.length);
        }
        int[] listed = returns.has(SearchReturn.ALL) ? numbers : new int[0];
        if (returns.has(SearchReturn.PARTIAL)) {
            listed = page(numbers);
            response.openPartial(returns.page());
        }
        return extended(listed, 0, modSeq, response, out, done);
    }

    /** RFC 5267 §4.4, RFC 9394 §3.1: counted in the order asked for. */
    private int[] page(int[] numbers) {
        int from = command.returns().page().from(numbers.length);
        return Arrays.copyOfRange(
                numbers, from, Math.max(from, command.returns().page().to(numbers.length)));
    }

    /** RFC 5256 §BASE.7.2.SORT. */
    private Step list(
            int[] numbers, int from, long modSeq, SearchResponse response, ResponseWriter out, Step.Next done) {
        int at = from;
        while (at < numbers.length && out.size() < Lines.GATHERED) {
            response.found(number(numbers[at++]));
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
            int[] numbers, int from, long modSeq, EsearchResponse response, ResponseWriter out, Step.Next done) {
        int at = from;
        while (at < numbers.length && out.size() < Lines.GATHERED) {
            long first = number(numbers[at++]);
            long last = first;
            while (at < numbers.length && number(numbers[at]) == last + 1) {
                last++;
                at++;
            }
            response.next(first, last);
        }
        if (at < numbers.length) {
            int next = at;
            return Step.say(out.take(), () -> extended(numbers, next, modSeq, response, out, done));
        }
        if (command.returns().has(SearchReturn.PARTIAL)) {
            response.closePartial();
        }
        if (modSeq > 0) {
            response.modSeq(modSeq);
        }
        response.close();
        return Step.say(out.take(), done);
    }

    /**
     * RFC 7162 §3.1.9 and §3.1.10, RFC 4731 §3.2: the highest modification sequence of what is told, if some key asked
     * for one; else 0.
     */
    private long modSeq(int[] numbers) {
        long highest = 0;
        if (command.search().key().usesModSeq()) {
            SearchReturns returns = command.returns();
            boolean pages = returns.has(SearchReturn.PARTIAL);
            int from = returns.page().from(numbers.length);
            int to = returns.page().to(numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                boolean told = returns.coverAll()
                        || i == 0 && returns.has(SearchReturn.MIN)
                        || i == numbers.length - 1 && returns.has(SearchReturn.MAX)
                        || pages && i >= from && i < to;
                highest = told ? Math.max(highest, selection.view().modSeq(numbers[i])) : highest;
            }
        }
        return highest;
    }

    private long number(int number) {
        return command.byUid() ? selection.view().uid(number) : number;
    }
}
