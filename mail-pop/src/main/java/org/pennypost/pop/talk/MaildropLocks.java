package org.pennypost.pop.talk;

import java.util.HashSet;
import java.util.Set;
import org.pennypost.core.engine.Held;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.pop.Maildrops;

/**
 * Opens maildrops, one at a time for each user: RFC 1939 §4's exclusive-access lock. It keeps other POP conversations
 * out; IMAP goes on beside it, which a snapshot with stable UIDs allows. Thread-safe.
 */
public final class MaildropLocks {
    private final Set<String> inUse = new HashSet<>();

    /** Nobody has a maildrop open. */
    public MaildropLocks() {}

    /** Something to be done before a maildrop is given out. */
    @FunctionalInterface
    interface First {
        void act() throws StoreException;
    }

    /**
     * Opens a user's maildrop and keeps the lock until it is closed, which {@code held} sees to.
     *
     * @param first what comes before; if it fails the maildrop is closed
     * @throws StoreException IN_USE if it is open already
     */
    MarkedMaildrop open(Maildrops maildrops, String user, Held held, First first) throws StoreException {
        MarkedMaildrop maildrop = open(maildrops, user);
        boolean entered = false;
        try {
            held.hold(maildrop);
            first.act();
            entered = true;
            return maildrop;
        } finally {
            if (!entered) { // for want of memory, too: the client may try again in this conversation
                held.release(maildrop);
            }
        }
    }

    private MarkedMaildrop open(Maildrops maildrops, String user) throws StoreException {
        synchronized (inUse) {
            if (!inUse.add(user)) {
                throw new StoreException(StoreException.Reason.IN_USE, "maildrop of " + user);
            }
        }
        boolean opened = false;
        try {
            MarkedMaildrop maildrop = new MarkedMaildrop(maildrops, user, () -> release(user));
            opened = true;
            return maildrop;
        } finally {
            if (!opened) {
                release(user);
            }
        }
    }

    private void release(String user) {
        synchronized (inUse) {
            inUse.remove(user);
        }
    }
}
