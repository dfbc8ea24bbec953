package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
    /** May make each when it is asked for; so what follows from one is not held either. */
    private final List<Addition> additions;

    private final Flags allFlags;
    private final Quota.Usage usage;
    /** The same without what leaves the account for it. */
    private final Quota.Usage growth;

    private Letters letters;
    private FlagTable table = FlagTable.SYSTEM;
    private long firstUid;
    private Instant now = Instant.EPOCH;
    /** How many have their names, from the first on. */
    private int named;

    /** Their lines are in the uidlist. */
    private boolean lined;

    private boolean anyInNew;
    private boolean anyInCur;

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
        Flags flags = Flags.NONE;
        long octets = 0;
        long more = 0;
        int fresh = 0;
        for (Addition addition : additions) {
            boolean spares = addition.spared() != NewMessage.NOTHING;
            flags = flags.with(addition.flags());
            octets += addition.onDisk();
            more += addition.onDisk() - (spares ? addition.spared() : 0);
            fresh += spares ? 0 : 1;
        }
        this.allFlags = flags;
        this.usage = new Quota.Usage(octets, additions.size());
        this.growth = new Quota.Usage(more, fresh);
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
        if (!accepted) { // who did it for us has met an error before it could be refused
            throw new StoreException(Reason.UNAVAILABLE, "cannot add to " + folder.home);
        }
        return named == 0 ? UidSet.EMPTY : UidSet.range(firstUid, firstUid + named - 1);
    }

    /** Whether it was refused because its files cannot be given names in the folder: copies of them may. */
    boolean far() {
        return far;
    }

    Flags allFlags() {
        return allFlags;
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
        if (refusal.isPresent() || growth.octets() <= 0 && growth.messages() == 0) {
            return before;
        }
        try {
            Quota.Usage all = before.plus(growth);
            folder.quota.admit(all);
            return all;
        } catch (StoreException noRoom) {
            refuse(noRoom);
            return before;
        }
    }

    /** What there is more because of it. */
    Quota.Usage usage() {
        return accepted ? usage : Quota.Usage.NONE;
    }

    /** Gives all its files names, from this UID on, and answers the next UID; refuses itself if one cannot have it. */
    long name(long first, Instant time, DotLock lock) {
        if (refusal.isPresent()) {
            return first;
        }
        if (first + additions.size() - 1 > UidSet.MAX) {
            refuse(new StoreException(Reason.LIMIT, "no more UIDs in " + folder.home));
            return first;
        }
        firstUid = first;
        now = time;
        try {
            for (int i = 0; i < additions.size(); i++) {
                name(i);
                lock.keep();
            }
        } catch (NoSuchFileException strayed) {
            undo();
            refuse(new StoreException(Reason.EXPUNGED, "gone: " + strayed.getMessage(), strayed));
        } catch (IOException unwritable) {
            undo();
            String refused = "cannot add to " + folder.home;
            refuse(
                    far // which is nothing to complain of: copies will do
                            ? new StoreException(Reason.UNAVAILABLE, refused, unwritable)
                            : Disk.refusal(refused, unwritable));
        }
        return first + additions.size();
    }

    /** The lines of those that have their names, each made when it is asked for. */
    List<UidList.Entry> lines() {
        return new Each<>(named, this::line);
    }

    /** The same as they appear in the picture. */
    List<Arrival> arrivals() {
        return new Each<>(named, i -> {
            Addition addition = additions.get(i);
            return new Arrival(
                    uid(i),
                    found(i, addition),
                    fields(addition),
                    addition.octets(),
                    addition.octets() != addition.onDisk());
        });
    }

    /** Whether it put files into {@code new}, or into {@code cur}. */
    boolean has(boolean fresh) {
        return fresh ? anyInNew : anyInCur;
    }

    /** Their lines are in the uidlist now. */
    void line() {
        lined = true;
    }

    void accept() {
        accepted = refusal.isEmpty();
    }

    void refuse(StoreException why) {
        if (!accepted && refusal.isEmpty()) {
            refusal = Optional.of(why);
        }
    }

    /**
     * Takes the names away again. A line whose file stays is expected, so that the file gets that UID; without a line the
     * UID is not its own, and others get it.
     */
    void undo() {
        while (named > 0 && !accepted) {
            Addition addition = additions.get(named - 1);
            Path file = found(named - 1, addition).in(folder.home.directory());
            try {
                if (addition.how().moves()) {
                    Disk.rename(file, addition.file());
                } else {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException unnamed) {
                System.getLogger(Batch.class.getName()).log(System.Logger.Level.TRACE, "it had no name", unnamed);
            } catch (IOException trouble) {
                left(file, trouble);
            }
            named--;
        }
    }

    private void left(Path file, IOException why) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return; // another file system, which says that first
        }
        far = false; // with a copy it would be there twice
        folder.quota.doubt();
        if (lined) {
            folder.expect(line(named - 1));
        }
        System.getLogger(Batch.class.getName())
                .log(System.Logger.Level.WARNING, () -> "a message that was refused is left: " + file, why);
    }

    private void name(int i) throws IOException {
        Addition addition = additions.get(i);
        Found file = found(i, addition);
        Path path = file.in(folder.home.directory());
        named = i + 1; // before: a file system in a network may do what it says it could not
        carry(addition, path);
        anyInNew |= file.fresh();
        anyInCur |= !file.fresh();
        if (addition.how().dates()) {
            Files.setLastModifiedTime(path, FileTime.from(addition.internalDate()));
        }
    }

    private long uid(int i) {
        return firstUid + i;
    }

    /** The file of a message, which follows from what it is and from its UID. */
    private Found found(int i, Addition addition) {
        String flags = letters.text(table.bits(addition.flags()), "");
        String base = base(i, addition);
        return Found.of(flags.isEmpty() ? base : FileName.inCur(base, flags), flags.isEmpty());
    }

    private String base(int i, Addition addition) {
        return FileName.fresh(
                now.getEpochSecond(), folder.picture().uidValidity(), uid(i), addition.onDisk(), addition.octets());
    }

    private UidList.Entry line(int i) {
        Addition addition = additions.get(i);
        return new UidList.Entry(uid(i), base(i, addition), fields(addition));
    }

    private void carry(Addition addition, Path path) throws IOException {
        try {
            if (addition.how().moves()) {
                Disk.rename(addition.file(), path);
            } else {
                Files.createLink(path, addition.file());
            }
        } catch (FileAlreadyExistsException another) {
            named--; // nothing of ours
            throw another;
        } catch (FileSystemException refused) {
            far = addition.how() != Addition.How.BRING && Disk.isUnable(refused);
            throw refused;
        }
    }

    private String fields(Addition addition) {
        String dots = addition.dots() == Place.Dots.UNKNOWN ? "" : addition.dots() == Place.Dots.NONE ? "D0 " : "D1 ";
        return dots + "I" + addition.internalDate().getEpochSecond() + " A" + now.getEpochSecond();
    }
}
