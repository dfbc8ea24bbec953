package org.pennypost.store.maildir;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * The mailboxes of one user that were opened: one {@link Folder} for all who have it open. One that nobody has open any
 * more stays in memory until that is needed for others; then it is read again from its files when somebody opens it,
 * as after a restart. Used under the account's lock but for {@link #all}.
 */
final class OpenFolders {
    private final MailboxTree tree;
    private final Disk disk;
    private final InstantSource time;
    private final UidValidities validities;
    private final Quota quota;
    private final Map<MailboxName, Kept> folders = new ConcurrentHashMap<>();
    private final ReferenceQueue<Folder> letGo = new ReferenceQueue<>();

    OpenFolders(MailboxTree tree, Disk disk, InstantSource time, UidValidities validities, Quota quota) {
        this.tree = tree;
        this.disk = disk;
        this.time = time;
        this.validities = validities;
        this.quota = quota;
    }

    /** A folder that may be let go when nobody has it open. */
    private static final class Kept extends SoftReference<Folder> {
        private final MailboxName name;

        Kept(MailboxName name, Folder folder, ReferenceQueue<Folder> letGo) {
            super(folder, letGo);
            this.name = name;
        }
    }

    /** The folder of a mailbox, opened if it is not in memory. */
    Folder of(MailboxName name) throws StoreException {
        Kept kept = folders.get(name);
        Folder known = kept == null ? null : kept.get();
        if (known != null && !known.isGone()) {
            return known;
        }
        if (!tree.exists(name)) {
            throw new StoreException(Reason.NONEXISTENT, "no mailbox " + name);
        }
        Folder opened = Folder.open(tree.path(name), disk, time, validities, quota);
        keep(name, opened);
        return opened;
    }

    private void keep(MailboxName name, Folder folder) {
        for (Object gone = letGo.poll(); gone != null; gone = letGo.poll()) {
            folders.remove(((Kept) gone).name, gone);
        }
        folders.put(name, new Kept(name, folder, letGo));
    }

    /** All that are in memory; without a lock. */
    List<Folder> all() {
        return folders.values().stream()
                .map(SoftReference::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whoever wants it next opens it anew. */
    void forget(MailboxName name) {
        folders.remove(name);
    }

    /** Deletes a mailbox and answers its folder, which is gone; what is in its directory, under another name, is left. */
    Folder delete(MailboxName name) throws StoreException {
        Folder gone = of(name);
        gone.uids.lock();
        gone.changes.lock();
        try {
            Path trashed = tree.path(name)
                    .resolveSibling(Scratch.DELETED + gone.picture().mailboxId());
            Files.move(tree.path(name), trashed, StandardCopyOption.ATOMIC_MOVE);
            gone.delete();
            gone.home.move(trashed);
            folders.remove(name);
            quota.forget();
            disk.syncDirectory(trashed.getParent());
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot delete " + name, unwritable);
        } finally {
            gone.changes.unlock();
            gone.uids.unlock();
        }
        return gone;
    }

    /** Gives mailboxes other names, all or none; those who have one open keep it. */
    void rename(Map<MailboxName, MailboxName> moves) throws IOException, StoreException {
        List<MailboxName> moved = new ArrayList<>();
        try {
            for (MailboxName from : moves.keySet()) {
                rename(from, moves.get(from));
                moved.add(from);
            }
        } catch (IOException | StoreException trouble) {
            moved.forEach(from -> takeBack(moves.get(from), from));
            throw trouble;
        }
    }

    private void takeBack(MailboxName moved, MailboxName from) {
        try {
            rename(moved, from);
        } catch (IOException | StoreException left) {
            System.getLogger(OpenFolders.class.getName())
                    .log(System.Logger.Level.WARNING, () -> moved + " cannot be " + from + " again", left);
        }
    }

    private void rename(MailboxName from, MailboxName to) throws IOException, StoreException {
        Folder folder = of(from);
        folder.uids.lock();
        folder.changes.lock();
        try {
            Disk.rename(folder.home.directory(), tree.path(to));
            folder.home.move(tree.path(to));
        } finally {
            folder.changes.unlock();
            folder.uids.unlock();
        }
        folders.remove(from);
        keep(to, folder);
    }
}
