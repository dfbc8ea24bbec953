package org.pennypost.store.maildir;

import java.io.IOException;
import org.pennypost.core.mailbox.StoreException;

/** Brings the view of a folder up to date with what other programs did, whenever somebody may notice. Thread-safe. */
final class Lookout {
    private final Folder folder;

    Lookout(Folder folder) {
        this.folder = folder;
    }

    /** Looks at what other programs did; tells whether there was anything. */
    boolean refresh() throws StoreException {
        return isDue() && refresh(false);
    }

    private boolean isDue() throws StoreException {
        folder.checkThere();
        try {
            return folder.inNew.due() || folder.inCur.due() || folder.keywords.hasNews() || folder.list.hasNews();
        } catch (IOException unreadable) {
            throw folder.unreadable(unreadable);
        }
    }

    /** The same even if nothing tells that there was anything. */
    boolean refresh(boolean force) throws StoreException {
        return changedBy(() -> look(force));
    }

    /** A way to look at what other programs did. */
    private interface Look {
        void run() throws StoreException;
    }

    private boolean changedBy(Look look) throws StoreException {
        folder.uids.lock(); // whoever adds lets it go when the change that is his has been noted
        try {
            folder.checkThere();
            long before = folder.picture().highestModSeq();
            look.run();
            return folder.picture().highestModSeq() != before;
        } finally {
            folder.uids.unlock();
        }
    }

    /**
     * Looks for what other programs did and tells those who watch. Does not wait for who is at work in the folder, since
     * the same thread looks at those of all others.
     *
     * @param unsure whether also to look if it is only possible that there was something
     * @return false if somebody is at work, so that it must be looked at again
     */
    boolean lookAround(boolean unsure) {
        try {
            if (unsure && !isDue()) {
                return true;
            }
            if (!folder.uids.tryLock()) {
                return false;
            }
            boolean changed;
            try {
                if (DotLock.isHeld(folder.list.file())) {
                    return false;
                }
                changed = changedBy(unsure ? () -> look(false) : this::lookIfAltered);
            } finally {
                folder.uids.unlock();
            }
            if (changed) {
                folder.watchers.tell();
            }
        } catch (StoreException lost) {
            folder.watchers.tell();
        }
        return true;
    }

    /** Compares the directories with the view if that is due; under {@code uids}. */
    void look(boolean force) throws StoreException {
        try {
            boolean renumbered = renumbered();
            boolean lookNew = force || renumbered || folder.inNew.due();
            boolean lookCur = force || renumbered || folder.inCur.due();
            if (lookNew || lookCur || folder.keywords.hasNews()) {
                folder.changes.lock();
                try {
                    new Scan(folder, lookNew, lookCur).run();
                } finally {
                    folder.changes.unlock();
                }
            }
        } catch (IOException unreadable) {
            throw folder.unreadable(unreadable);
        }
    }

    /** Whether others have given new UIDs to messages that we know, which no directory tells. */
    private boolean renumbered() throws IOException, StoreException {
        if (!folder.list.hasNews()) {
            return false;
        }
        UidListRepair repair = new UidListRepair(folder);
        repair.takeNews();
        return !repair.renumbered().isEmpty();
    }

    /** The same only if something has changed for certain: enough for whoever adds and tells nobody; under {@code uids}. */
    void lookIfAltered() throws StoreException {
        try {
            if (folder.inNew.altered() || folder.inCur.altered()) {
                look(false);
            }
        } catch (IOException unreadable) {
            throw folder.unreadable(unreadable);
        }
    }
}
