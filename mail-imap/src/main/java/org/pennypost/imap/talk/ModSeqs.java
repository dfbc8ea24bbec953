package org.pennypost.imap.talk;

import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.SelectParameters.QuickResync;

/** What clients are told of modification sequences: CONDSTORE and QRESYNC, RFC 7162. */
final class ModSeqs {
    private ModSeqs() {}

    /** A command that switches CONDSTORE on (RFC 7162 §3.1): the first of them with a mailbox selected says where it is. */
    static Step use(ImapState.LoggedIn state, Step.Next then) throws StoreException {
        if (state.talk().enable(Feature.CONDSTORE) && state instanceof ImapState.Selected selected) {
            return Step.say(highest(selected), then);
        }
        return then.step();
    }

    /** The same if {@code used}. */
    static Step useIf(boolean used, ImapState.LoggedIn state, Step.Next then) throws StoreException {
        return used ? use(state, then) : then.step();
    }

    /** RFC 7162 §3.2.7, §3.2.9: after messages were removed, where the mailbox is now. */
    static ResponseCode afterRemoval(UidSet removed, ImapState.Selected state) {
        return removed.isEmpty() || !state.talk().has(Feature.QRESYNC)
                ? ResponseCode.NONE
                : new ResponseCode.HighestModSeq(state.selection().view().complete());
    }

    /**
     * RFC 7162 §3.2: a client that has been told modification sequences above that of a removal which it could not be
     * told yet must not take them for what it knows.
     */
    static Step warn(ImapState.Selected state, Step.Next then) throws StoreException {
        return state.talk().has(Feature.CONDSTORE) && state.selection().view().owesRemovals()
                ? Step.say(highest(state), then)
                : then.step();
    }

    /**
     * What was removed since the client was last here, as far as it wants to know and does not know: RFC 7162 §3.2.5.1
     * and §3.2.5.2; may block.
     */
    static UidSet vanished(QuickResync resync, Selection selection) throws StoreException {
        UidSet gone = selection.vanishedSince(resync.modSeq(), resync.known());
        long matched = selection.view().lastMatch(resync.matchNumbers(), resync.matchUids());
        return matched == 0 ? gone : gone.without(UidSet.range(1, matched));
    }

    private static Payload highest(ImapState.Selected state) {
        return state.talk()
                .untagged(
                        Condition.OK,
                        new ResponseCode.HighestModSeq(state.selection().view().complete()),
                        Texts.HIGHEST_MODSEQ);
    }
}
