package org.pennypost.imap.talk;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.PartialRange;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchResponse;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.talk.ImapState.Selected;

/** SEARCH, RFC 9051 §6.4.4 (RFC 4731, RFC 5182): a {@link SearchRun} finds the messages, here they are told. */
final class Searching {
    private final SearchKey key;
    /** The key for who follows the result: with what $ is now, and not with what this search saves. */
    private final SearchKey followed;

    private final SearchReturns returns;
    private final Talk talk;
    private final Selection selection;
    private final SearchAnswer answer;
    private final SearchRun<Found.Messages> run;

    private Searching(SearchCommand.Search command, Selected state) {
        this.key = command.key();
        this.returns = command.returns();
        this.talk = state.talk();
        this.selection = state.selection();
        this.followed = Followed.of(key, returns, selection);
        this.answer = new SearchAnswer(returns, command.byUid(), command.key().usesModSeq(), selection);
        Relevancy relevancy = talk.relevancy(key, returns.has(SearchReturn.RELEVANCY), selection);
        this.run = new SearchRun<>(key, talk, selection, false, () -> new Found(relevancy));
    }

    /** RFC 9051 §6.4.4. */
    static Step search(SearchCommand.Search command, Selected state) throws StoreException {
        return Filters.expanded(command.key(), command.returns(), state, key -> begin(command.with(key), state));
    }

    private static Step begin(SearchCommand.Search command, Selected state) throws StoreException {
        if (command.labelled() && state.talk().has(Feature.UTF8_ACCEPT)) {
            // RFC 6855 §3: whoever takes UTF-8 has no use for a label
            throw new SyntaxException(Texts.NO_CHARSET);
        }
        state.selection().look();
        state.selection().contexts().check(command.returns(), state.talk().tag().orElseThrow());
        Searching searching = new Searching(command, state); // which knows by now what $ is
        state.selection().beginSaving(command.returns());
        return ModSeqs.useIf(command.key().usesModSeq(), state, searching::run);
    }

    private Step run() throws StoreException {
        PartialRange page = returns.page();
        return Newest.ifAtMost(page.equals(PartialRange.ALL) ? 1 : page.size(), talk, this::look);
    }

    private Step look() throws StoreException {
        return run.newest(talk).run(this::answer);
    }

    private Step answer(List<Found.Messages> parts) throws StoreException {
        Found.Messages found = Found.all(parts);
        UidSet numbers = found.numbers();
        if (returns.has(SearchReturn.SAVE)) {
            selection.save(answer.exactUids(answer.subject(numbers)));
        }
        Supplier<Followed> follow = () -> new Followed(
                Correlator.of(talk, answer.byUid()),
                followed,
                talk,
                selection,
                new FoundSet(answer.exactUids(numbers), talk, selection));
        Step.Next end = () -> talk.ok(Texts.completed("SEARCH"));
        Step.Next done = () -> selection.contexts().follow(returns, key, true, follow, talk, end);
        if (returns.options().equals(Set.of(SearchReturn.SAVE))) {
            // RFC 9051 §6.4.4: SAVE alone is answered by nothing
            return done.step();
        }
        if (returns.areMissing() && !talk.rev2()) {
            ResponseWriter out = ResponseWriter.with(talk.text(), 256);
            Numbers results = talk.inOrder(answer.told(numbers));
            return list(results, answer.modSeq(numbers), SearchResponse.on(out).open(), out, done);
        }
        ResponseWriter out = talk.writer();
        EsearchResponse response = EsearchResponse.on(out).open(talk.tag().orElseThrow(), answer.byUid());
        answer.write(found, response);
        response.close();
        return Step.say(out.take(), done);
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
}
