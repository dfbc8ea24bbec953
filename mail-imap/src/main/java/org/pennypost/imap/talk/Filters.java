package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.CommandParser;
import org.pennypost.imap.syntax.CommandRefusedException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.MetadataCommand.EntryValue;
import org.pennypost.imap.syntax.MetadataSubject;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * Searches that are stored under a name as annotations of the server: FILTERS, RFC 5466. They are put in the place of
 * their names before a search begins. How deep they refer to each other, and how many keys come of it, is bounded.
 */
final class Filters {
    private static final String PRIVATE = "/private/filters/values/";
    private static final String SHARED = "/shared/filters/values/";
    /** RFC 5466 §3.1: three rounds at least. */
    private static final int ROUNDS = 10;

    private final Map<String, ByteBuffer> stored;
    private final CommandParser parser;
    private final Set<String> within = new HashSet<>();
    private int keysLeft;

    private Filters(Map<String, ByteBuffer> stored, Talk talk) {
        this.stored = stored;
        this.parser = CommandParser.with(talk.setup().limits().command());
        this.keysLeft = talk.setup().limits().command().searchKeys();
    }

    /** Goes on with the key in which stored searches stand in the place of their names. */
    static Step expanded(SearchKey key, SearchReturns returns, LoggedIn state, Step.Then<SearchKey> then)
            throws StoreException {
        if (!key.any(SearchKey.Filter.class::isInstance)) {
            return then.step(key);
        }
        Talk talk = state.talk();
        return Step.await(() -> Metadata.visible(new MetadataSubject.Server(), state), stored -> {
            SearchKey whole = new Filters(stored, talk).expanded(key, returns);
            if (whole.usesNumbers()) {
                if (talk.has(Feature.UIDONLY)) {
                    return talk.bad(Word.UIDREQUIRED, Texts.UID_REQUIRED);
                }
                talk.withholdRemovals();
            }
            return then.step(whole);
        });
    }

    /**
     * Whether a new value may stand where it is to stand: RFC 5466 §3.2 wants whole and correct searches as filters.
     *
     * @throws SyntaxException if it is to be a filter of a name that no filter can have
     */
    static boolean accepts(EntryValue value, Talk talk) {
        Optional<String> name = name(value.name(), PRIVATE).or(() -> name(value.name(), SHARED));
        if (name.isEmpty()) {
            return true;
        }
        if (!CommandParser.isFilterName(name.get())) {
            throw new SyntaxException(Texts.WRONG_FILTER_NAME);
        }
        try {
            if (value.present()) {
                CommandParser.with(talk.setup().limits().command()).filter(value.value());
            }
            return true;
        } catch (SyntaxException wrong) {
            return false;
        }
    }

    private static Optional<String> name(String entry, String top) {
        return entry.startsWith(top) ? Optional.of(entry.substring(top.length())) : Optional.empty();
    }

    private SearchKey expanded(SearchKey key, SearchReturns returns) {
        try {
            return expanded(key);
        } catch (CommandRefusedException refused) {
            throw returns.refusal(refused);
        }
    }

    private SearchKey expanded(SearchKey key) {
        return key.with(one -> {
            if (--keysLeft < 0) {
                throw new CommandRefusedException(Condition.NO, Word.LIMIT, "too many search keys in filters");
            }
            return one instanceof SearchKey.Filter filter ? expanded(filter) : one;
        });
    }

    /** RFC 5466 §3.1: one that refers to itself is as one that is not there. */
    private SearchKey expanded(SearchKey.Filter filter) {
        String name = filter.name().toLowerCase(Locale.ROOT);
        if (within.size() == ROUNDS || !within.add(name)) {
            throw undefined(filter);
        }
        SearchKey whole = expanded(stored(name).orElseThrow(() -> undefined(filter)));
        within.remove(name);
        return whole;
    }

    /** RFC 5466 §3.2: what is the user's own comes before what is everybody's. */
    private Optional<SearchKey> stored(String name) {
        Optional<ByteBuffer> value =
                Optional.ofNullable(stored.getOrDefault(PRIVATE + name, stored.get(SHARED + name)));
        try {
            return value.map(parser::filter);
        } catch (SyntaxException wrong) {
            return Optional.empty();
        }
    }

    private static CommandRefusedException undefined(SearchKey.Filter filter) {
        return new CommandRefusedException(
                Condition.NO, new ResponseCode.UndefinedFilter(filter.name()), Texts.NO_FILTER);
    }
}
