package org.pennypost.imap.talk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchResponse;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.talk.ImapState.Selected;

/** SEARCH, RFC 9051 §6.4.4 (RFC 4731, RFC 5182): a {@link SearchRun} finds the messages, here they are told. */
final class Searching {
    private final Command.Search command;
    private final Talk talk;
    private final Selection selection;
    private final SearchRun<UidSet> run;

    private Searching(Command.Search command, Selected state) {
        this.command = command;
        this.talk = state.talk();
        this.selection = state.selection();
        this.run = new SearchRun<>(command.key(), state, false, Found::new);
    }

    /** RFC 9051 §6.4.4. */
    static Step search(Command.Search command, Selected state) throws StoreException {
        if (command.labelled() && state.talk().has(Feature.UTF8_ACCEPT)) {
            // RFC 6855 §3: whoever takes UTF-8 has no use for a label
            throw new SyntaxException(Texts.NO_CHARSET);
        }
        state.selection().look();
        return ModSeqs.useIf(command.key().usesModSeq(), state, new Searching(command, state)::run);
    }

    private Step run() throws StoreException {
        return run.run(this::answer, refused -> {
            // RFC 9051 §6.4.4.1: a SEARCH with SAVE that is answered NO leaves nothing saved.
            if (command.returns().contains(SearchReturn.SAVE)) {
                selection.save(UidSet.EMPTY);
            }
            throw refused;
        });
    }

    /** The numbers of messages that pass. */
    private static final class Found implements SearchRun.Gathering<UidSet> {
        private final UidSet.Builder numbers = UidSet.builder();

        @Override
        public void take(SearchMessage message) {
            numbers.add(message.number());
        }

        @Override
        public UidSet gathered() {
            return numbers.build();
        }
    }

    private Step answer(List<UidSet> found) throws StoreException {
        UidSet.Builder all = UidSet.builder();
        found.forEach(all::add);
        UidSet numbers = all.build();
        Set<SearchReturn> returns = command.returns();
        if (returns.contains(SearchReturn.SAVE)) {
            selection.save(exactUids(toSave(numbers, returns)));
        }
        UidSet results = command.byUid() ? exactUids(numbers) : numbers;
        Step.Next done = () -> talk.ok(Texts.completed("SEARCH"));
        if (returns.equals(EnumSet.of(SearchReturn.SAVE))) {
            // RFC 9051 §6.4.4: SAVE alone is answered by nothing
            return done.step();
        }
        if (returns.isEmpty() && !talk.rev2()) {
            ResponseWriter out = ResponseWriter.with(talk.text(), 256);
            return list(
                    new Numbers(results),
                    modSeq(numbers),
                    SearchResponse.on(out).open(),
                    out,
                    done);
        }
        Set<SearchReturn> wanted = returns.isEmpty() ? EnumSet.of(SearchReturn.ALL) : returns;
        return Step.say(esearch(results, wanted, modSeq(toSave(numbers, wanted))), done);
    }

    /** RFC 3501 §7.2.5. */
    private Step list(Numbers results, long modSeq, SearchResponse response, ResponseWriter out, Step.Next done) {
        while (results.hasNext() && out.size() < Lines.GATHERED) {
            response.found(results.nextLong());
        }
        if (results.hasNext()) {
            return Step.say(out.take(), () -> list(results, modSeq, response, out, done));
        }
        if (modSeq > 0) {
            response.modSeq(modSeq);
        }
        response.close();
        return Step.say(out.take(), done);
    }

    /** RFC 9051 §7.3.4. */
    private Payload esearch(UidSet results, Set<SearchReturn> returns, long modSeq) {
        ResponseWriter out = talk.writer();
        EsearchResponse response = EsearchResponse.on(out).open(talk.tag().orElseThrow(), command.byUid());
        if (returns.contains(SearchReturn.MIN) && !results.isEmpty()) {
            response.min(results.first(0));
        }
        if (returns.contains(SearchReturn.MAX) && !results.isEmpty()) {
            response.max(results.last(results.ranges() - 1));
        }
        if (returns.contains(SearchReturn.COUNT)) {
            response.count(results.size());
        }
        if (returns.contains(SearchReturn.ALL)) {
            response.all(results);
        }
        if (modSeq > 0) {
            response.modSeq(modSeq);
        }
        response.close();
        return out.take();
    }

    /**
     * RFC 7162 §3.1.6, RFC 4731 §3.2: the highest modification sequence of what is told, if some key asked for one; else
     * 0.
     */
    private long modSeq(UidSet numbers) {
        long highest = 0;
        Numbers each = new Numbers(command.key().usesModSeq() ? numbers : UidSet.EMPTY);
        while (each.hasNext()) {
            highest = Math.max(highest, selection.view().modSeq(each.next()));
        }
        return highest;
    }

    /** RFC 9051 §6.4.4.1: with MIN or MAX and neither ALL nor COUNT, only these are saved. */
    private static UidSet toSave(UidSet numbers, Set<SearchReturn> returns) {
        boolean extremes = returns.contains(SearchReturn.MIN) || returns.contains(SearchReturn.MAX);
        if (!extremes
                || returns.contains(SearchReturn.ALL)
                || returns.contains(SearchReturn.COUNT)
                || numbers.isEmpty()) {
            return numbers;
        }
        UidSet.Builder saved = UidSet.builder();
        if (returns.contains(SearchReturn.MIN)) {
            saved.add(numbers.first(0));
        }
        if (returns.contains(SearchReturn.MAX)) {
            saved.add(numbers.last(numbers.ranges() - 1));
        }
        return saved.build();
    }

    /** The UIDs of these messages and no others, even where there is nothing between two of them. */
    private UidSet exactUids(UidSet numbers) {
        UidSet.Builder uids = UidSet.builder();
        Numbers each = new Numbers(numbers);
        while (each.hasNext()) {
            uids.add(selection.view().uid(each.next()));
        }
        return uids.build();
    }
}
