package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/**
 * Messages that come into a folder together, all or none. Used under its {@code uids} lock, but for the thread that
 * brought them: it waits until they are settled, and then there is a result.
 */
final class Batch {
    private final Folder folder;
    private final List<Addition> additions;
    private final List<Found> files = new ArrayList<>();
    private final UidSet.Builder uids = UidSet.builder();
    private final List<UidList.Entry> entries = new ArrayList<>();
    private Letters letters;
    private FlagTable table = FlagTable.SYSTEM;
    /** Whoever brought them has a reason to look. */
    private final Semaphore news = new Semaphore(0);

    private volatile boolean settled;
    private boolean accepted;
    private boolean far;
    private Optional<StoreException> refusal = Optional.empty();

    Batch(Folder folder, List<Addition> additions) {
        this.folder = folder;
        this.additions = additions;
        this.letters = new Letters(table, folder.keywords);
    }

    /** Whether all is done; the result is there. */
    boolean settled() {
        return settled;
    }

    /** Waits until they are settled or it may be the turn of who waits. */
    void await() {
        news.acquireUninterruptibly();
    }

    /** All is done. */
    void settle() {
        settled = true;
        wake();
    }

    void wake() {
        news.release();
    }

    /** The UIDs of its messages, or why there are none. */
    UidSet result() throws StoreException {
        if (refusal.isPresent()) {
            StoreException why = refusal.get();
            throw new StoreException(why.reason(), why.getMessage(), why);
        }
        return uids.build();
    }

    /** Whether it was refused because its files cannot be given names in the folder: copies of them may. */
    boolean far() {
        return far;
    }

    Flags allFlags() {
        Flags all = Flags.NONE;
        for (Addition addition : additions) {
            all = all.with(addition.flags());
        }
        return all;
    }

    void use(Letters known, FlagTable knownTable) {
        letters = known;
        table = knownTable;
    }

    /**
     * Refuses itself if the quota has no room for what it makes more.
     *
     * @param before what others are about to make more
     * @return the same, with its own
     */
    Quota.Usage admit(Quota.Usage before) throws IOException {
        long octets = 0;
        int messages = 0;
        for (Addition addition : additions) {
            boolean fresh = addition.spared() == NewMessage.NOTHING;
            octets += addition.onDisk() - (fresh ? 0 : addition.spared());
            messages += fresh ? 1 : 0;
        }
        if (refusal.isPresent() || octets <= 0 && messages == 0) {
            return before;
        }
        try {
            Quota.Usage all = before.plus(new Quota.Usage(octets, messages));
            folder.quota.admit(all);
            return all;
        } catch (StoreException noRoom) {
            refuse(noRoom);
            return before;
        }
    }

    /** What there is more because of it. */
    Quota.Usage usage() {
        return accepted
                ? new Quota.Usage(additions.stream().mapToLong(Addition::onDisk).sum(), additions.size())
                : Quota.Usage.NONE;
    }

    /** Gives all its files names, from this UID on, and answers the next UID; refuses itself if one cannot have it. */
    long name(long first, Instant now, List<UidList.Entry> lines, DotLock lock) {
        if (refusal.isPresent()) {
            return first;
        }
        if (first + additions.size() - 1 > UidSet.MAX) {
            refuse(new StoreException(Reason.LIMIT, "no more UIDs in " + folder.home));
            return first;
        }
        long uid = first;
        try {
            for (Addition addition : additions) {
                name(addition, uid++, now);
                lock.keep();
            }
            lines.addAll(entries);
        } catch (NoSuchFileException strayed) {
            undo();
            refuse(new StoreException(Reason.EXPUNGED, "gone: " + strayed.getMessage(), strayed));
        } catch (IOException unwritable) {
            undo();
            refuse(Disk.refusal("cannot add to " + folder.home, unwritable));
        }
        return uid;
    }

    void arrivals(Publication publication) throws IOException, StoreException {
        for (int i = 0; i < files.size() && refusal.isEmpty(); i++) {
            UidList.Entry entry = entries.get(i);
            publication.arrives(Arrival.of(entry.uid(), files.get(i), entry.fields(), folder.home.directory()));
        }
    }

    /** Whether it put files into {@code new}, or into {@code cur}. */
    boolean has(boolean fresh) {
        return files.stream().anyMatch(file -> file.fresh() == fresh);
    }

    void accept() {
        accepted = refusal.isEmpty();
    }

    void refuse(StoreException why) {
        if (!accepted && refusal.isEmpty()) {
            refusal = Optional.of(why);
        }
    }

    /** Takes the names away again. */
    void undo() {
        for (int i = 0; i < files.size() && !accepted; i++) {
            Path file = files.get(i).in(folder.home.directory());
            try {
                if (additions.get(i).how().moves()) {
                    Disk.rename(file, additions.get(i).file());
                } else {
                    Files.deleteIfExists(file);
                }
            } catch (IOException left) {
                System.getLogger(Batch.class.getName())
                        .log(System.Logger.Level.WARNING, () -> "a message that was refused is left: " + file, left);
            }
        }
        files.clear();
    }

    private void name(Addition addition, long uid, Instant now) throws IOException {
        String flags = letters.text(table.bits(addition.flags()), "");
        String base = FileName.fresh(
                now.getEpochSecond(), folder.picture().uidValidity(), uid, addition.onDisk(), addition.octets());
        Found file = new Found(flags.isEmpty() ? base : FileName.inCur(base, flags), flags.isEmpty());
        Path path = file.in(folder.home.directory());
        carry(addition, path);
        files.add(file);
        if (addition.how().dates()) {
            Files.setLastModifiedTime(path, FileTime.from(addition.internalDate()));
        }
        uids.add(uid);
        entries.add(new UidList.Entry(uid, base, fields(addition, now)));
    }

    private void carry(Addition addition, Path path) throws IOException {
        try {
            if (addition.how().moves()) {
                Disk.rename(addition.file(), path);
            } else {
                Files.createLink(path, addition.file());
            }
        } catch (FileSystemException refused) {
            far = addition.how() != Addition.How.BRING && Disk.isUnable(refused);
            throw refused;
        }
    }

    private static String fields(Addition addition, Instant now) {
        String dots = addition.dots() == Place.Dots.UNKNOWN ? "" : addition.dots() == Place.Dots.NONE ? "D0 " : "D1 ";
        return dots + "I" + addition.internalDate().getEpochSecond() + " A" + now.getEpochSecond();
    }
}
