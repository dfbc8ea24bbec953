package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.store.maildir.cache.CacheFile;
import org.pennypost.store.maildir.index.TextIndex;

/**
 * One Maildir as all connections of the process share it.
 *
 * <p>Readers take the {@link View}, which is immutable, and no lock. Two locks order the others: {@code uids} is held
 * by whoever gives UIDs or compares the directories with the view, {@code changes} by whoever makes a new view; who needs
 * both takes {@code uids} first. Neither is held while a directory goes to the disk for a change of flags or a removal,
 * and {@code changes} is not held while one does for a delivery.
 */
final class Folder {
    private static final int MOST_STRANGE = 1000;

    final Home home;
    final Disk disk;
    final InstantSource time;
    final Quota quota;
    final Watchers watchers = new Watchers(this::changedMessages);
    final ReentrantLock uids = new ReentrantLock();
    final ReentrantLock changes = new ReentrantLock();
    final UidList list;
    final ModSeqLog log;
    final Keywords keywords;
    final Freshness inNew;
    final Freshness inCur;
    final AccessFile access;
    final AnnotationFile annotations;
    final Claims claims = new Claims(changes);
    final Intake intake = new Intake(this);
    final Lookout lookout = new Lookout(this);
    /** Lines of the uidlist whose files have not been seen, by base name. */
    final Map<String, UidList.Entry> expected = new HashMap<>();

    final LockToken token;

    private final Map<CacheFormat, CacheFile> caches = new ConcurrentHashMap<>();
    private final Optional<TextIndex> index;
    /** What it was said of that it is left alone. */
    final Set<String> strange = new HashSet<>();

    private final GroupSync newSync = new GroupSync();
    private final GroupSync curSync = new GroupSync();
    private final UidValidities validities;
    private volatile View view;
    private volatile boolean gone;
    private Letters letters;
    private FlagTable lettersTable;
    private long firstRecent = 1;

    private Folder(Path directory, Disk disk, InstantSource time, UidValidities validities, Quota quota) {
        this.quota = quota;
        this.home = new Home(directory);
        this.token = new LockToken(home);
        this.disk = disk;
        this.time = time;
        this.validities = validities;
        this.list = new UidList(home, disk);
        this.log = new ModSeqLog(home, disk);
        this.keywords = new Keywords(home, disk);
        this.access = new AccessFile(home, disk);
        this.annotations = new AnnotationFile(() -> home.file(AnnotationFile.OF_MAILBOX), disk);
        this.inNew = new Freshness(home, "new");
        this.inCur = new Freshness(home, "cur");
        this.view = new View(Picture.empty("", 1, this::internalDate), Places.NONE);
        this.letters = new Letters(FlagTable.SYSTEM, keywords);
        this.lettersTable = FlagTable.SYSTEM;
        this.index = disk.isIndexed() ? Optional.of(new TextIndex(new IndexedFolder(this))) : Optional.empty();
    }

    /** Opens a Maildir; one without a UIDVALIDITY gets the next of the account. */
    static Folder open(Path directory, Disk disk, InstantSource time, UidValidities validities, Quota quota)
            throws StoreException {
        Folder folder = new Folder(directory, disk, time, validities, quota);
        folder.uids.lock();
        folder.changes.lock();
        try {
            new Scan(folder, true, true).open();
            folder.firstRecent = folder.view.picture().uidNext();
            folder.view.places().forEachFresh(uid -> folder.firstRecent = Math.min(folder.firstRecent, uid));
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot open " + directory, unreadable);
        } finally {
            folder.changes.unlock();
            folder.uids.unlock();
        }
        return folder;
    }

    View view() {
        return view;
    }

    Picture picture() {
        return view.picture();
    }

    CacheFile cache(CacheFormat format) {
        return caches.computeIfAbsent(format, fresh -> new CacheFile(fresh, home::directory, this::picture));
    }

    /** The index of the texts, if the store has indexes. */
    Optional<TextIndex> index() {
        return index;
    }

    /** Remembers a line whose message is not in the view yet; under {@code uids}. */
    void expect(UidList.Entry line) {
        expected.put(line.base(), line);
    }

    /** The next view; under {@code changes}. */
    void show(View next) {
        view = next;
    }

    long nextValidity() throws StoreException {
        return validities.next();
    }

    /** How letters and flags of the mailbox correspond; under {@code changes}. */
    Letters letters(FlagTable table, boolean afresh) {
        if (afresh || table != lettersTable) {
            letters = new Letters(table, keywords);
            lettersTable = table;
        }
        return letters;
    }

    /** Gives the next modification sequence to a change of the mailbox itself, RFC 7162 §3.2. */
    void mailboxChanged() throws StoreException {
        changes.lock();
        try {
            checkThere();
            long modSeq = log.record(Map.of(), UidSet.EMPTY, list.header());
            view = new View(picture().edit().highestModSeq(modSeq).done(), view.places());
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot note what has changed in " + home, unwritable);
        } finally {
            changes.unlock();
        }
        watchers.tell();
    }

    UidSet vanishedSince(long modSeq) throws StoreException {
        UidSet told;
        Picture now;
        changes.lock();
        try {
            checkThere();
            told = log.vanishedSince(modSeq);
            now = picture();
        } finally {
            changes.unlock();
        }
        return told.without(now.uids());
    }

    /** The messages of the answer are recent to the caller; those in {@code new} go to {@code cur}. */
    UidSet claimRecent() throws StoreException {
        changes.lock();
        try {
            checkThere();
            UidSet claimed = unclaimed();
            firstRecent = picture().uidNext();
            Places.Editor editor = view.places().edit();
            boolean[] moved = {false};
            view.places().forEachFresh(uid -> {
                Place place = view.places().of(uid).orElseThrow();
                if (moves(place, place.with(place.letters()))) {
                    editor.put(uid, place.with(place.letters()));
                    moved[0] = true;
                }
            });
            if (moved[0]) {
                view = new View(picture(), editor.done());
                changed(true, true);
            }
            return claimed;
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        } finally {
            changes.unlock();
        }
    }

    /** What {@link #claimRecent} would answer. */
    UidSet recent() throws StoreException {
        changes.lock();
        try {
            checkThere();
            return unclaimed();
        } finally {
            changes.unlock();
        }
    }

    private UidSet unclaimed() {
        long next = picture().uidNext();
        return firstRecent < next ? UidSet.range(firstRecent, next - 1) : UidSet.EMPTY;
    }

    Content content(long uid) throws StoreException {
        checkThere();
        Picture now = picture();
        int index = now.indexOf(uid);
        if (index < 0) {
            throw new StoreException(Reason.EXPUNGED, "no message " + uid + " in " + home);
        }
        return new MaildirContent(new Locator(this, uid), now.octets(index));
    }

    /** Keeps what was found out about dots in a message. */
    void remember(long uid, Place.Dots dots) {
        changes.lock();
        try {
            view.places().of(uid).ifPresent(place -> {
                Places.Editor editor = view.places().edit();
                editor.put(uid, place.with(dots));
                view = new View(picture(), editor.done());
            });
        } finally {
            changes.unlock();
        }
    }

    /** We have changed directories; under {@code changes}. */
    void changed(boolean alsoNew, boolean alsoCur) throws IOException {
        if (alsoNew) {
            inNew.changed();
        }
        if (alsoCur) {
            inCur.changed();
        }
    }

    /** Puts changes of the directories on the disk; without a lock. */
    void sync(boolean alsoNew, boolean alsoCur) throws IOException {
        if (alsoNew) {
            newSync.sync(inNew.directory(), disk);
        }
        if (alsoCur) {
            curSync.sync(inCur.directory(), disk);
        }
    }

    /** Makes the log short if it is long; under {@code changes}. */
    void tidy() throws IOException {
        if (log.longWinded()) {
            log.compact(view, list.header());
        }
    }

    /** The Maildir is gone, or another has its name; under both locks. */
    void delete() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    void checkThere() throws StoreException {
        if (gone) {
            throw new StoreException(Reason.NONEXISTENT, "the mailbox was deleted: " + home);
        }
    }

    /** Makes caches and index anew: caches as they are asked for, the index now. */
    void rebuild(TextIndex.Progress progress) throws StoreException {
        lookout.refresh();
        try {
            CacheFile.forget(home.directory());
            if (index.isPresent()) {
                index.get().rebuild(progress);
            }
        } catch (IOException unwritable) {
            throw refusal("cannot write caches in " + home, unwritable);
        }
    }

    /** Whether somebody waits for changes. */
    boolean isWatched() {
        return !watchers.isEmpty() || !annotations.watchers.isEmpty();
    }

    private void changedMessages() {
        index.ifPresent(TextIndex::changed);
    }

    /** Nobody is told of changes any more, and nothing goes on in the background. */
    void close() {
        watchers.clear();
        annotations.watchers.clear();
        index.ifPresent(TextIndex::close);
        token.close();
        changes.lock();
        try {
            if (!gone) {
                list.sync();
                log.close();
            }
        } catch (IOException left) {
            System.getLogger(Folder.class.getName())
                    .log(System.Logger.Level.WARNING, () -> "cannot close " + home, left);
        } finally {
            changes.unlock();
        }
    }

    StoreException unreadable(IOException why) {
        return refusal("cannot read " + home, why);
    }

    /** Why something cannot be done in the Maildir: it may be gone, or be removed at this moment. */
    StoreException refusal(String what, IOException why) {
        if (gone || why instanceof NoSuchFileException && !Files.isDirectory(inCur.directory())) {
            gone = true;
            return new StoreException(Reason.NONEXISTENT, "no mailbox at " + home, why);
        }
        return Disk.refusal(what, why);
    }

    /** A picture without messages. */
    Picture emptyPicture(UidListHeader header) {
        return Picture.empty(header.guid(), header.validity(), this::internalDate);
    }

    /** Whether a file can be a message; says that it is left alone if it is there and cannot. */
    boolean readable(Found found) {
        Path file = found.in(home.directory());
        boolean regular = Files.isRegularFile(file);
        boolean readable = regular && Files.isReadable(file);
        if (regular && !readable) {
            deny(found);
        } else if (!readable && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            leave(found, "no message");
        }
        return readable;
    }

    /** Leaves a file alone until it may be read, which no time of its directory tells. */
    void deny(Found found) {
        (found.fresh() ? inNew : inCur).doubt();
        leave(found, "permission denied");
    }

    /** Says once that a file is left alone. */
    private void leave(Found found, String why) {
        if (strange.size() < MOST_STRANGE && strange.add(found.name())) {
            System.getLogger(Folder.class.getName())
                    .log(System.Logger.Level.WARNING, () -> why + ", left alone: " + found.in(home.directory()));
        }
    }

    private boolean moves(Place from, Place to) {
        try {
            Disk.rename(from.in(home.directory()), to.in(home.directory()));
            return true;
        } catch (IOException left) {
            System.getLogger(Folder.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "stays in new: " + from.name(), left);
            return false;
        }
    }

    private Instant internalDate(long uid) {
        Place place = view.places().of(uid).orElse(new Place("0", false, false, Place.Dots.UNKNOWN));
        try {
            return Files.getLastModifiedTime(place.in(home.directory())).toInstant();
        } catch (IOException renamed) {
            return Instant.ofEpochSecond(FileName.arrival(place.name()) / 1_000_000);
        }
    }
}
