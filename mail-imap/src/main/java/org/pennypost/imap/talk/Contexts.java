package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.syntax.Tag;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * The searches of the selected mailbox whose results a client follows: CONTEXT=SEARCH and CONTEXT=SORT, RFC 5267 §4.3.
 * {@link Updates} asks them whenever it tells what has happened.
 */
final class Contexts {
    /** RFC 5267 §4.3.1: one at least. */
    private static final int MOST = 16;

    private final List<Followed> all = new ArrayList<>();

    /** RFC 5267 §4.3: a tag names one of them. */
    void check(SearchReturns returns, Tag tag) {
        if (returns.has(SearchReturn.UPDATE)
                && all.stream().anyMatch(one -> one.correlator().tag().equals(tag))) {
            throw new SyntaxException(Texts.TAG_IN_USE);
        }
    }

    /**
     * Follows a search from here, if its answer asks for that, and goes on.
     *
     * @param key as the command has it; RFC 5032 §2: what depends on the time of the day is not followed
     * @param small whether the result is small enough
     */
    Step follow(
            SearchReturns returns, SearchKey key, boolean small, Supplier<Followed> followed, Talk talk, Step.Next then)
            throws StoreException {
        if (!returns.has(SearchReturn.UPDATE)) {
            return then.step();
        }
        if (all.size() == MOST || !small || key.usesTime()) {
            ResponseCode code = new ResponseCode.NoUpdate(talk.tag().orElseThrow());
            return Step.say(talk.untagged(Condition.NO, code, Texts.NO_UPDATES), then);
        }
        all.add(followed.get());
        return then.step();
    }

    /** RFC 5267 §4.3.5. */
    static Step cancelUpdate(SearchCommand.CancelUpdate command, Selected state) throws StoreException {
        state.selection()
                .contexts()
                .all
                .removeIf(one -> command.tags().contains(one.correlator().tag().text()));
        return state.talk().ok(Texts.completed("CANCELUPDATE"));
    }

    /** RFC 9586 §3: a client that wants no numbers follows no search by number. */
    void forgetNumbers() {
        all.removeIf(one -> !one.correlator().byUid());
    }

    /** Tells what is about to be told as gone. */
    void removed(UidSet uids, ResponseWriter out) {
        all.forEach(one -> one.removed(uids, out));
    }

    /** Tells what has changed, and goes on. */
    Step look(Talk talk, Step.Next then) throws StoreException {
        return look(0, talk, then);
    }

    private Step look(int index, Talk talk, Step.Next then) throws StoreException {
        if (index == all.size()) {
            return then.step();
        }
        Followed one = all.get(index);
        return one.look(() -> look(index + 1, talk, then), refused -> {
            // who is not told of a change must not be told of later ones as if he knew all
            all.remove(one);
            ResponseCode code = new ResponseCode.NoUpdate(one.correlator().tag());
            return Step.say(talk.untagged(Condition.NO, code, Texts.NO_UPDATES), () -> look(index, talk, then));
        });
    }
}
