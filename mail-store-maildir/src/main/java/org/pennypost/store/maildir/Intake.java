package org.pennypost.store.maildir;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * How messages come into a folder, by groups: whoever comes first does the work of all who wait by then, with one lock,
 * one write to the uidlist and one sync of the directory. Those are then woken all at once, and none of them has to take
 * a lock to learn how it went; if others wait by then, one of them is next.
 *
 * <p>Files get their names, then the uidlist its lines, then the directory goes to the disk; only then are the messages
 * in the picture and those who brought them are told.
 */
final class Intake {
    private final Folder folder;
    private final Queue<Batch> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    Intake(Folder folder) {
        this.folder = folder;
    }

    /** Adds messages, all or none. */
    UidSet add(List<Addition> additions) throws StoreException {
        Batch batch = settled(additions);
        if (!batch.far()) {
            return batch.result();
        }
        try (Nearby nearby = Nearby.of(additions, folder)) {
            UidSet uids = settled(nearby.copies()).result();
            nearby.removeMoved();
            return uids;
        }
    }

    private Batch settled(List<Addition> additions) {
        Batch batch = new Batch(folder, additions);
        waiting.add(batch);
        while (!batch.settled()) {
            if (busy.compareAndSet(false, true)) {
                serveInTurn();
            } else {
                batch.await();
            }
        }
        return batch;
    }

    /** Serves all who wait, then lets another one do so, whatever comes: an error may come before the first is served. */
    private void serveInTurn() {
        try {
            serve();
        } finally {
            busy.set(false);
            Batch next = waiting.peek();
            if (next != null) {
                next.wake();
            }
        }
    }

    private void serve() {
        List<Batch> group = new ArrayList<>();
        folder.uids.lock();
        try {
            for (Batch next = waiting.poll(); next != null; next = waiting.poll()) {
                group.add(next);
            }
            if (!group.isEmpty()) {
                serve(group);
            }
        } finally {
            folder.uids.unlock();
            group.forEach(Batch::settle);
        }
    }

    private void serve(List<Batch> group) {
        try (Quota.Change change = folder.quota.change()) {
            serve(group, change);
        }
    }

    private void serve(List<Batch> group, Quota.Change change) {
        try {
            take(group, change);
        } catch (IOException trouble) {
            fail(group, folder.unreadable(trouble));
        } catch (StoreException trouble) {
            fail(group, trouble);
        } catch (RuntimeException | Error bug) {
            fail(group, new StoreException(StoreException.Reason.UNAVAILABLE, "cannot add to " + folder.home, bug));
            throw bug;
        }
    }

    private void take(List<Batch> group, Quota.Change change) throws IOException, StoreException {
        folder.checkThere();
        // What others did within the same tick is found by the next reader; a listing for each delivery would cost
        // more.
        folder.lookout.lookIfAltered();
        knowFlags(group);
        Quota.Usage admitted = Quota.Usage.NONE;
        for (Batch batch : group) {
            admitted = batch.admit(admitted);
        }
        change.begin();
        Publication publication = new Publication(folder);
        boolean others;
        try (DotLock lock = DotLock.on(folder.list.file(), folder.token)) {
            others = new UidListRepair(folder).read(lock) || !folder.expected.isEmpty();
            long uid = Math.max(folder.list.next(), folder.picture().uidNext());
            Instant now = folder.time.instant();
            for (Batch batch : group) {
                uid = batch.name(uid, now, lock);
            }
            List<UidList.Entry> lines =
                    new Joined<>(group.stream().map(Batch::lines).toList());
            folder.list.append(lines);
            group.forEach(Batch::line);
            if (others) {
                lines.forEach(folder::expect);
            }
        }
        folder.sync(any(group, true), any(group, false));
        show(group, publication, others);
    }

    /** Makes the flags of each batch known to the picture and the keywords, as long as there is room for more. */
    private void knowFlags(List<Batch> group) {
        folder.changes.lock();
        try {
            for (Batch batch : group) {
                try {
                    Flags kept = folder.keywords.fit(batch.allFlags());
                    FlagTable before = folder.picture().flagTable();
                    if (before.withRoomFor(kept) != before) {
                        folder.show(new View(
                                folder.picture().edit().knowFlagsThatFit(kept).done(),
                                folder.view().places()));
                    }
                } catch (StoreException refused) {
                    batch.refuse(refused);
                }
            }
            Letters letters = folder.letters(folder.picture().flagTable(), true);
            group.forEach(batch -> batch.use(letters, folder.picture().flagTable()));
        } finally {
            folder.changes.unlock();
        }
    }

    private void show(List<Batch> group, Publication publication, boolean others) throws IOException, StoreException {
        folder.changes.lock();
        try {
            if (others) {
                new Scan(folder, true, true).run();
            } else {
                publication.arrive(
                        new Joined<>(group.stream().map(Batch::arrivals).toList()));
                publication.run();
                folder.changed(any(group, true), any(group, false));
            }
        } finally {
            folder.changes.unlock();
        }
        group.forEach(Batch::accept); // they are in the picture, whatever comes now
        for (Batch batch : group) {
            folder.quota.note(batch.usage());
        }
    }

    private static boolean any(List<Batch> group, boolean fresh) {
        return group.stream().anyMatch(batch -> batch.has(fresh));
    }

    private static void fail(List<Batch> group, StoreException trouble) {
        for (Batch batch : group) {
            batch.undo();
            batch.refuse(trouble);
        }
    }
}
