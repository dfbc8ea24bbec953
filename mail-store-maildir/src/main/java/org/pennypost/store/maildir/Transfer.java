package org.pennypost.store.maildir;

import java.io.IOException;
import org.pennypost.core.mailbox.Mailbox.Copied;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/**
 * COPY and MOVE: a copy is one more name of the same file, a moved message is renamed from one folder into the other, so
 * that a crash leaves it in exactly one. A run; it holds no lock of one folder while it waits for the other.
 */
final class Transfer {
    private static final int TRIES = 5;

    private final Folder from;
    private final Folder to;
    private final UidSet uids;
    private final boolean moving;

    Transfer(Folder from, Folder to, UidSet uids, boolean moving) {
        this.from = from;
        this.to = to;
        this.uids = uids;
        this.moving = moving;
    }

    Copied run() throws StoreException {
        from.lookout.refresh();
        to.checkThere();
        for (int i = 1; ; i++) {
            try {
                return attempt();
            } catch (StoreException strayed) {
                if (strayed.reason() != Reason.EXPUNGED || i == TRIES) {
                    throw strayed;
                }
                from.lookout.refresh(true);
            }
        }
    }

    private Copied attempt() throws StoreException {
        Originals originals = originals();
        UidSet source = originals.uids();
        if (source.isEmpty()) {
            return new Copied(to.picture().uidValidity(), UidSet.EMPTY, UidSet.EMPTY);
        }
        try (Quota.Change change = from.quota.change()) {
            if (moving) {
                change.begin(); // one that goes may be in the other folder already
                from.list.sync(Removal.last(source));
            }
            UidSet copies = to.intake.add(originals);
            if (moving) {
                new Removal(from, source).moved();
            }
            return new Copied(to.picture().uidValidity(), source, copies);
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot move from " + from.home, unwritable);
        } finally {
            if (moving) {
                release(source);
            }
        }
    }

    private Originals originals() throws StoreException {
        from.changes.lock();
        try {
            from.checkThere();
            from.claims.await(uids);
            Originals originals = new Originals(
                    from.view(),
                    uids,
                    from.home.directory(),
                    moving ? Addition.How.MOVE : Addition.How.LINK,
                    moving && from.quota == to.quota);
            if (moving) {
                from.claims.take(originals.uids());
            }
            return originals;
        } finally {
            from.changes.unlock();
        }
    }

    private void release(UidSet source) {
        from.changes.lock();
        try {
            from.claims.release(source);
        } finally {
            from.changes.unlock();
        }
    }
}
