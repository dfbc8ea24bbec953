package org.pennypost.pop.talk;

import java.util.Optional;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.pop.Maildrop;
import org.pennypost.pop.Maildrops;
import org.pennypost.pop.UidlFormat;

/**
 * The INBOXes of a store as maildrops; by POP2 also its other mailboxes.
 *
 * @param format how unique-ids are written
 */
public record StoreMaildrops(MailStore store, UidlFormat format) implements Maildrops {
    @Override
    public Maildrop open(String user) throws StoreException {
        return open(user, MailboxName.INBOX);
    }

    @Override
    public Optional<Maildrop> fold(String user, String mailbox) throws StoreException {
        try {
            return Optional.of(open(user, MailboxName.of(mailbox)));
        } catch (SyntaxException nobodyHasIt) {
            return Optional.empty();
        } catch (StoreException missing) {
            if (missing.reason() == StoreException.Reason.NONEXISTENT) {
                return Optional.empty();
            }
            throw missing;
        }
    }

    private Maildrop open(String user, MailboxName name) throws StoreException {
        return StoreMaildrop.of(store.account(user).mailbox(name), format);
    }
}
