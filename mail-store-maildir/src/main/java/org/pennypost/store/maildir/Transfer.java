package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.Mailbox.Copied;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
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
    private UidSet source = UidSet.EMPTY;

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
        List<Addition> additions = additions();
        if (additions.isEmpty()) {
            return new Copied(to.picture().uidValidity(), UidSet.EMPTY, UidSet.EMPTY);
        }
        boolean done = false;
        try {
            UidSet copies = to.intake.add(additions);
            done = true;
            if (moving) {
                new Removal(from, source).moved();
            }
            return new Copied(to.picture().uidValidity(), source, copies);
        } finally {
            if (moving && !done) {
                release();
            }
        }
    }

    private List<Addition> additions() throws StoreException {
        from.changes.lock();
        try {
            from.checkThere();
            from.claims.await(uids);
            View view = from.view();
            Picture now = view.picture();
            List<Addition> additions = new ArrayList<>();
            UidSet.Builder chosen = UidSet.builder();
            now.among(uids, index -> {
                chosen.add(now.uid(index));
                additions.add(
                        addition(now, index, view.places().of(now.uid(index)).orElseThrow()));
            });
            source = chosen.build();
            if (moving) {
                from.claims.take(source);
            }
            return additions;
        } finally {
            from.changes.unlock();
        }
    }

    private Addition addition(Picture now, int index, Place place) {
        Path file = place.in(from.home.directory());
        long named = FileName.size(place.base(), 'S');
        long onDisk = !place.bareLf()
                ? now.octets(index)
                : named >= 0 ? named : file.toFile().length();
        return new Addition(
                file,
                onDisk,
                now.octets(index),
                place.dots(),
                now.flags(index),
                now.internalDate(index),
                moving ? Addition.How.MOVE : Addition.How.LINK,
                moving && from.quota == to.quota ? onDisk : NewMessage.NOTHING);
    }

    private void release() {
        from.changes.lock();
        try {
            from.claims.release(source);
        } finally {
            from.changes.unlock();
        }
    }
}
