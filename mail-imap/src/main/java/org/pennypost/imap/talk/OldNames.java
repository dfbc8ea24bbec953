package org.pennypost.imap.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SpelledName;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * RFC 9051 §6.3.9.7 OLDNAME: a client that has spelled a name in another form than ours hears ours. SELECT and EXAMINE
 * say it themselves.
 */
final class OldNames {
    private OldNames() {}

    /** After CREATE (RFC 9051 §6.3.4), DELETE (§6.3.5) and APPEND (§6.3.12). */
    static Step tell(SpelledName asked, LoggedIn state, Step.Next then) throws StoreException {
        return asked.isNormalized() ? tell(asked.spelling(), asked.name(), state, then) : then.step();
    }

    /** RFC 9051 §6.3.6: after RENAME, if either name was spelled otherwise. */
    static Step tell(SpelledName from, SpelledName to, LoggedIn state, Step.Next then) throws StoreException {
        return from.isNormalized() || to.isNormalized() ? tell(from.spelling(), to.name(), state, then) : then.step();
    }

    private static Step tell(String old, MailboxName name, LoggedIn state, Step.Next then) throws StoreException {
        Talk talk = state.talk();
        if (!talk.rev2()) {
            return then.step();
        }
        return Step.await(
                () -> {
                    ResponseWriter out = talk.writer();
                    Listed.now(name, NameTree.of(state.account().mailboxes())).write(old, out);
                    return out.take();
                },
                line -> Step.say(line, then),
                // what the command did is done, and is said
                refused -> then.step());
    }
}
