package org.pennypost.imap.talk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.EventGroup;
import org.pennypost.imap.syntax.EventGroup.Filter;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SequenceSet;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * ESEARCH, RFC 7377: a search of many mailboxes, one after the other, none of which is selected by it. Only those in
 * which something was found are told of.
 */
final class MultiSearching {
    /** RFC 7377 §2.4: the most mailboxes that one command searches. */
    private static final int MOST = 1_000;

    private final SearchCommand.MultiSearch command;
    private final LoggedIn state;
    private final Talk talk;
    private final Deque<MailboxName> names = new ArrayDeque<>();

    private MultiSearching(SearchCommand.MultiSearch command, LoggedIn state) {
        this.command = command;
        this.state = state;
        this.talk = state.talk();
    }

    /** RFC 7377 §2. */
    static Step search(SearchCommand.MultiSearch command, LoggedIn state) throws StoreException {
        return Filters.expanded(command.key(), command.returns(), state, key -> prepare(command.with(key), state));
    }

    private static Step prepare(SearchCommand.MultiSearch command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        boolean selects = command.sources().stream().anyMatch(EventGroup.Selected.class::isInstance);
        boolean follows = command.returns().has(SearchReturn.UPDATE);
        if ((selects || follows) && !(state instanceof Selected)) {
            // RFC 7377 §2.2
            throw new SyntaxException(Texts.WRONG_STATE);
        }
        if (command.labelled() && talk.has(Feature.UTF8_ACCEPT)) {
            // RFC 6855 §3
            throw new SyntaxException(Texts.NO_CHARSET);
        }
        if (state instanceof Selected selected) {
            selected.selection().look();
            selected.selection().contexts().check(command.returns(), talk.tag().orElseThrow());
        }
        MultiSearching searching = new MultiSearching(command, state);
        return ModSeqs.useIf(command.key().usesModSeq(), state, () -> Step.await(searching::sources, searching::begin));
    }

    private Step begin(Set<MailboxName> sources) throws StoreException {
        if (sources.size() > MOST) {
            return talk.no(Word.LIMIT, Texts.TOO_MANY_TO_SEARCH);
        }
        names.addAll(sources);
        return next();
    }

    private Step next() throws StoreException {
        if (names.isEmpty()) {
            return talk.ok(Texts.completed("ESEARCH"));
        }
        MailboxName name = names.poll();
        if (selection().isPresent() && name.equals(selection().get().mailbox().name())) {
            return selection().get().rights().contains(Right.READ)
                    ? search(selection().get())
                    : next();
        }
        return Step.await(
                () -> open(name), opened -> opened.isPresent() ? search(opened.get()) : next(), refused -> next());
    }

    private Step search(Selection selection) throws StoreException {
        SearchKey key = fitting(selection);
        SearchKey followed = Followed.of(key, command.returns(), selection);
        boolean isSelected = selection().filter(selection::equals).isPresent();
        Relevancy relevancy = talk.relevancy(key, command.returns().has(SearchReturn.RELEVANCY), selection);
        return new SearchRun<>(key, talk, selection, false, () -> new Found(relevancy))
                .newest(talk)
                .run(parts -> answer(Found.all(parts), followed, selection, isSelected));
    }

    private Step answer(Found.Messages found, SearchKey key, Selection selection, boolean isSelected)
            throws StoreException {
        UidSet numbers = found.numbers();
        SearchAnswer answer = new SearchAnswer(command.returns(), true, key.usesModSeq(), selection);
        Correlator correlator = Correlator.in(selection, talk);
        if (command.returns().has(SearchReturn.SAVE)) {
            selection.save(answer.exactUids(answer.subject(numbers)));
        }
        Step.Next after = this::next;
        Supplier<Followed> follow = () -> new Followed(
                correlator, key, talk, selection, new FoundSet(answer.exactUids(numbers), talk, selection));
        // RFC 7377 §2.2: only of the selected mailbox
        Step.Next followed = isSelected
                ? () -> selection.contexts().follow(command.returns(), key, true, follow, talk, after)
                : after;
        if (numbers.isEmpty() || command.returns().options().equals(Set.of(SearchReturn.SAVE))) {
            // RFC 7377 §2.1: nothing is said of a mailbox in which nothing is
            return followed.step();
        }
        ResponseWriter out = talk.writer();
        EsearchResponse response = correlator.open(EsearchResponse.on(out));
        answer.write(found, response);
        response.close();
        return Step.say(out.take(), followed);
    }

    /** RFC 7377 §2: message numbers beyond the end of a mailbox are no error. */
    private SearchKey fitting(Selection selection) {
        int exists = selection.view().exists();
        return command.key().with(one -> {
            if (!(one instanceof SearchKey.Numbers numbers) || numbers.numbers().isSaved()) {
                return one;
            }
            UidSet there = exists == 0
                    ? UidSet.EMPTY
                    : numbers.numbers().resolve(exists).and(UidSet.range(1, exists));
            return there.isEmpty()
                    ? new SearchKey.Not(new SearchKey.All())
                    : new SearchKey.Numbers(SequenceSet.of(there));
        });
    }

    private Optional<Selection> selection() {
        return state instanceof Selected selected ? Optional.of(selected.selection()) : Optional.empty();
    }

    /** The names of the mailboxes to search, each once; may block. */
    private Set<MailboxName> sources() throws StoreException {
        Set<MailboxName> sources = new LinkedHashSet<>();
        List<MailboxEntry> entries = NameTree.of(state.account().mailboxes()).entries();
        for (Filter filter : command.sources()) {
            if (filter instanceof EventGroup.Selected) {
                selection().ifPresent(selected -> sources.add(selected.mailbox().name()));
            } else if (filter instanceof EventGroup.Named named) {
                named.names().stream().sorted().forEach(sources::add);
            } else {
                add(filter, entries, sources);
            }
        }
        return sources;
    }

    /** RFC 7377 §2.2: the right l is needed, too, for those that are not named. */
    private void add(Filter filter, List<MailboxEntry> entries, Set<MailboxName> sources) throws StoreException {
        for (MailboxEntry entry : entries) {
            if (entry.selectable()
                    && MailboxChoice.has(filter, entry, state.account())
                    && Notifying.mayHear(state.account().rights(entry.name()))) {
                sources.add(entry.name());
            }
        }
    }

    /** Empty if it is not there or may not be read; may block. */
    private Optional<Selection> open(MailboxName name) throws StoreException {
        Optional<Mailbox> mailbox = state.account().source(name);
        return mailbox.isPresent()
                ? Optional.of(new Selection(mailbox.get(), mailbox.get().refresh(), true))
                : Optional.empty();
    }
}
