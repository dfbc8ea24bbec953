package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.store.maildir.cache.CacheFile;
import org.pennypost.store.maildir.index.IndexedMailbox;
import org.pennypost.store.maildir.index.TextIndex;

/**
 * One Maildir as all connections of the process share it: the picture, and where each message's file is.
 *
 * <p>Its monitor guards everything; {@link DotLock} keeps other processes out while UIDs are given. The order of
 * things in each change is: files first and on the disk, then the uidlist, then the picture.
 */
final class Folder {
    private final Disk disk;
    private final InstantSource time;
    private volatile Path directory;
    private Keywords keywords;
    private ModSeqLog log;
    final Watchers watchers = new Watchers();
    private final Map<CacheFormat, CacheFile> caches = new ConcurrentHashMap<>();

    /** The file of each message by its UID. */
    private final Map<Long, Place> places = new TreeMap<>();

    private final Optional<TextIndex> index;
    private volatile Picture picture;
    private UidList list;
    private String stamp = "";
    private long firstRecent = 1;
    private boolean gone;

    /** Where a message is: in {@code new} or {@code cur}, and whether its lines end with LF alone. */
    private record Place(FileName name, boolean fresh, boolean bareLf) {}

    private Folder(Path directory, Disk disk, InstantSource time) {
        this.directory = directory;
        this.disk = disk;
        this.time = time;
        this.keywords = new Keywords(directory, disk);
        this.log = new ModSeqLog(directory, disk);
        this.list = new UidList(0, 1, "", Map.of(), Map.of());
        this.picture = Picture.empty("", 1);
        this.index = disk.isIndexed() ? Optional.of(newIndex()) : Optional.empty();
        index.ifPresent(one -> watchers.add(one::changed));
    }

    /** Opens a Maildir; {@code validity} is used if it has no UIDVALIDITY yet. */
    static Folder open(Path directory, Disk disk, InstantSource time, long validity) throws StoreException {
        Folder folder = new Folder(directory, disk, time);
        try {
            folder.load(validity);
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot open " + directory, unreadable);
        }
        return folder;
    }

    Picture picture() {
        return picture;
    }

    Path directory() {
        return directory;
    }

    CacheFile cache(CacheFormat format) {
        return caches.computeIfAbsent(format, fresh -> new CacheFile(fresh, this::directory, this::picture));
    }

    /** The index of the texts, if the store has indexes. */
    Optional<TextIndex> index() {
        return index;
    }

    /** Nobody is told of changes any more, and nothing goes on in the background. */
    void close() {
        watchers.clear();
        index.ifPresent(TextIndex::close);
    }

    synchronized void delete() {
        gone = true;
    }

    /** The Maildir has another name now. */
    synchronized void moved(Path to) {
        directory = to;
        keywords = keywords.at(to);
        log = log.at(to);
    }

    /** Looks at what other programs did; tells whether there was anything. */
    synchronized boolean refresh() throws StoreException {
        checkThere();
        try {
            if (stamp.equals(stampNow())) {
                return false;
            }
            long before = picture.highestModSeq();
            scan();
            return picture.highestModSeq() != before;
        } catch (NoSuchFileException deleted) {
            gone = true;
            throw new StoreException(Reason.NONEXISTENT, "no mailbox at " + directory, deleted);
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + directory, unreadable);
        }
    }

    synchronized UidSet vanishedSince(long modSeq) throws StoreException {
        checkThere();
        return log.vanishedSince(modSeq);
    }

    synchronized long claimRecent() throws StoreException {
        checkThere();
        long first = firstRecent;
        firstRecent = picture.uidNext();
        try {
            for (Map.Entry<Long, Place> entry : places.entrySet()) {
                if (entry.getValue().fresh()) {
                    entry.setValue(moved(
                            entry.getValue(),
                            FileName.inCur(entry.getValue().name().base(), "")));
                }
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot move mail out of new in " + directory, unwritable);
        }
        return first;
    }

    synchronized Content content(long uid) throws StoreException {
        checkThere();
        int index = picture.indexOf(uid);
        if (index < 0) {
            throw new StoreException(Reason.EXPUNGED, "no message " + uid + " in " + directory);
        }
        return new MaildirContent(
                anew -> anew ? locate(uid) : lastSeen(uid),
                picture.octets(index),
                places.get(uid).bareLf());
    }

    /** The names of the messages of a picture, as Dovecot would tell them. */
    synchronized List<String> names(Picture of, MessageNames.Kind kind) {
        List<String> names = new ArrayList<>(of.size());
        for (int i = 0; i < of.size(); i++) {
            Place place = places.get(of.uid(i));
            String base = place == null ? "" : place.name().base();
            names.add(kind == MessageNames.Kind.GUID ? list.field(base, 'G').orElse(base) : base);
        }
        return names;
    }

    /** Where the file of a message was when we last looked: to be opened without a look first, which is mostly right. */
    private synchronized Path lastSeen(long uid) throws StoreException {
        Place place = places.get(uid);
        return place == null ? locate(uid) : path(place);
    }

    /** The file of a message where it is now, after a look at the directories if another program renamed it. */
    synchronized Path locate(long uid) throws StoreException {
        Place place = places.get(uid);
        if (place != null && Files.exists(path(place))) {
            return path(place);
        }
        if (!gone) {
            stamp = "";
            refresh();
            place = places.get(uid);
        }
        if (place == null) {
            throw new StoreException(Reason.EXPUNGED, "no message " + uid + " in " + directory);
        }
        return path(place);
    }

    /** A file to add as a further name, and what is known of it. */
    record Addition(Path file, long size, boolean bareLf, Flags flags, Instant internalDate) {}

    /** Adds messages, all or none: the names, the directory, then the UIDs; only then are they there. */
    synchronized UidSet add(List<Addition> additions) throws StoreException {
        checkThere();
        refresh();
        List<Path> made = new ArrayList<>();
        boolean done = false;
        DotLock lock = DotLock.on(directory);
        try {
            rereadUidList();
            PictureEditor editor = picture.edit();
            for (Addition addition : additions) {
                editor.knowFlags(addition.flags());
            }
            Instant now = time.instant();
            UidSet.Builder uids = UidSet.builder();
            StringBuilder lines = new StringBuilder();
            Map<Long, Place> added = new TreeMap<>();
            editor.uidNext(list.uidNext());
            for (Addition addition : additions) {
                String letters = keywords.letters(addition.flags(), "");
                String base = FileName.fresh(now.getEpochSecond(), now.getNano(), addition.size());
                FileName name = letters.isEmpty() ? FileName.inNew(base) : FileName.inCur(base, letters);
                Place place = new Place(name, letters.isEmpty(), addition.bareLf());
                Files.createLink(path(place), addition.file());
                made.add(path(place));
                Files.setLastModifiedTime(path(place), FileTime.from(addition.internalDate()));
                long uid = editor.append(
                        editor.flagTable().bits(addition.flags()), addition.size(), addition.internalDate(), now);
                added.put(uid, place);
                list.uids().put(name.base(), uid);
                list.fields()
                        .put(name.base(), "I" + addition.internalDate().getEpochSecond() + " A" + now.getEpochSecond());
                lines.append(list.line(name.base()));
                uids.add(uid);
            }
            disk.syncDirectory(directory.resolve("new"));
            disk.syncDirectory(directory.resolve("cur"));
            disk.append(directory.resolve(UidList.FILE), lines.toString());
            done = true;
            log.changed(editor.modSeq(), uids.build());
            places.putAll(added);
            list = new UidList(list.uidValidity(), editor.done().uidNext(), list.guid(), list.uids(), list.fields());
            picture = editor.done();
            return uids.build();
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot add to " + directory, unwritable);
        } catch (IllegalArgumentException noMoreUids) {
            throw new StoreException(Reason.LIMIT, "no more UIDs in " + directory, noMoreUids);
        } finally {
            if (!done) {
                undo(made);
            }
            lock.close();
        }
    }

    /** Gives messages other flags: each file gets another name, then the directory goes to the disk. */
    synchronized void setFlags(Map<Long, Flags> changes) throws StoreException {
        checkThere();
        PictureEditor editor = picture.edit();
        UidSet.Builder changed = UidSet.builder();
        try {
            for (Map.Entry<Long, Flags> change : changes.entrySet()) {
                editor.knowFlags(change.getValue());
                long uid = change.getKey();
                Place place = places.get(uid);
                String letters =
                        keywords.letters(change.getValue(), place.name().flags());
                if (rename(uid, FileName.inCur(place.name().base(), letters))
                        && editor.flags(uid, editor.flagTable().bits(change.getValue()))) {
                    changed.add(uid);
                }
            }
            UidSet uids = changed.build();
            if (!uids.isEmpty()) {
                disk.syncDirectory(directory.resolve("cur"));
                log.changed(editor.modSeq(), uids);
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change flags in " + directory, unwritable);
        } finally {
            picture = editor.done();
        }
    }

    /** Removes messages for good and answers those that were there. */
    synchronized UidSet remove(UidSet uids) throws StoreException {
        checkThere();
        PictureEditor editor = picture.edit();
        UidSet.Builder removed = UidSet.builder();
        List<Long> chosen = new ArrayList<>();
        Picture before = picture;
        before.among(uids, index -> chosen.add(before.uid(index)));
        try {
            for (long uid : chosen) {
                Files.deleteIfExists(locate(uid));
                Place place = places.remove(uid);
                list.uids().remove(place.name().base());
                editor.remove(uid);
                removed.add(uid);
            }
            UidSet all = removed.build();
            if (!all.isEmpty()) {
                disk.syncDirectory(directory.resolve("cur"));
                disk.syncDirectory(directory.resolve("new"));
                log.vanished(editor.modSeq(), all);
            }
            return all;
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot remove from " + directory, unwritable);
        } finally {
            picture = editor.done();
        }
    }

    /** The messages as additions to another folder. */
    synchronized List<Addition> additions(UidSet uids) throws StoreException {
        checkThere();
        refresh();
        List<Addition> additions = new ArrayList<>();
        Picture now = picture;
        List<Integer> chosen = new ArrayList<>();
        now.among(uids, chosen::add);
        for (int index : chosen) {
            long uid = now.uid(index);
            additions.add(new Addition(
                    locate(uid),
                    now.octets(index),
                    places.get(uid).bareLf(),
                    now.flags(index),
                    now.internalDate(index)));
        }
        return additions;
    }

    private TextIndex newIndex() {
        return new TextIndex(new IndexedMailbox() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public Picture picture() {
                return picture;
            }

            @Override
            public Content content(long uid) throws StoreException {
                return Folder.this.content(uid);
            }
        });
    }

    private void load(long validity) throws IOException, StoreException {
        DotLock lock = DotLock.on(directory);
        try {
            list = UidList.read(directory);
            if (list.uidValidity() == 0 || list.guid().isEmpty()) {
                String guid = UUID.randomUUID().toString().replace("-", "");
                list = new UidList(
                        list.uidValidity() == 0 ? validity : list.uidValidity(),
                        list.uidNext(),
                        guid,
                        list.uids(),
                        list.fields());
                disk.replace(
                        directory.resolve(UidList.FILE), list.text(list.uids().keySet()));
            }
        } finally {
            lock.close();
        }
        log.load();
        if (log.isEmpty() && !list.uids().isEmpty()) {
            log.beginAt(time.instant().getEpochSecond());
        }
        picture = Picture.empty(list.guid(), list.uidValidity())
                .edit()
                .highestModSeq(log.highest())
                .done();
        scan();
        firstRecent = places.entrySet().stream()
                .filter(entry -> entry.getValue().fresh())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(picture.uidNext());
    }

    /** Compares the directories with the picture and brings it up to date. */
    private void scan() throws IOException, StoreException {
        String now = stampNow();
        keywords.load();
        UidList onDisk = UidList.read(directory);
        if (onDisk.uidValidity() != list.uidValidity() && onDisk.uidValidity() != 0) {
            throw new StoreException(Reason.NONEXISTENT, "another mailbox is at " + directory + " now");
        }
        list = onDisk.uidValidity() == 0 ? list : onDisk;
        Map<String, Place> found = listFiles();
        if (found.size() < places.size()) {
            listFiles().forEach(found::put); // one may have been renamed while we read
        }
        giveUids(found);
        PictureEditor editor = picture.edit();
        UidSet.Builder changed = UidSet.builder();
        UidSet.Builder vanished = UidSet.builder();
        for (Map.Entry<Long, Place> known : new ArrayList<>(places.entrySet())) {
            if (!found.containsKey(known.getValue().name().base())) {
                editor.remove(known.getKey());
                places.remove(known.getKey());
                vanished.add(known.getKey());
            }
        }
        Map<Long, Place> byUid = new TreeMap<>();
        found.forEach((base, place) -> byUid.put(list.uids().get(base), place));
        for (Map.Entry<Long, Place> entry : byUid.entrySet()) {
            update(entry.getKey(), entry.getValue(), editor, changed);
        }
        editor.uidNext(list.uidNext());
        log.vanished(editor.modSeq(), vanished.build());
        log.changed(editor.modSeq(), changed.build());
        picture = editor.done();
        stamp = now;
    }

    private void update(long uid, Place found, PictureEditor editor, UidSet.Builder changed)
            throws IOException, StoreException {
        Flags flags = keywords.flags(found.name().flags());
        editor.knowFlags(flags);
        long bits = editor.flagTable().bits(flags);
        Place before = places.get(uid);
        if (before != null) {
            places.put(uid, new Place(found.name(), found.fresh(), before.bareLf()));
            if (!before.name().flags().equals(found.name().flags()) && editor.flags(uid, bits)) {
                changed.add(uid);
            }
            return;
        }
        if (uid < picture.uidNext() && uid <= lastUid()) {
            return; // a file of a UID that was told to be gone: it gets a new one when its line is
        }
        Path file = path(found);
        long onDisk = Files.size(file);
        long size = found.name().field('W');
        if (size < 0) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                size = LineEndReader.size(channel);
            }
        }
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        Instant date = list.date(found.name().base(), 'I', modified);
        Instant saved = list.date(found.name().base(), 'A', modified);
        long modSeq = log.modSeq(uid, 0);
        places.put(uid, new Place(found.name(), found.fresh(), size != onDisk));
        editor.restore(uid, modSeq == 0 ? editor.modSeq() : modSeq, bits, size, date, saved);
        if (modSeq == 0) {
            changed.add(uid);
        }
    }

    private long lastUid() {
        return picture.size() == 0 ? 0 : picture.uid(picture.size() - 1);
    }

    /** Gives UIDs to files that have none, in the order of their names, which is that of their arrival. */
    private void giveUids(Map<String, Place> found) throws IOException, StoreException {
        if (list.uids().keySet().containsAll(found.keySet())) {
            return;
        }
        DotLock lock = DotLock.on(directory);
        try {
            rereadUidList();
            long next = Math.max(list.uidNext(), picture.uidNext());
            StringBuilder lines = new StringBuilder();
            for (String base : found.keySet()) {
                if (!list.uids().containsKey(base)) {
                    list.uids().put(base, next++);
                    lines.append(list.line(base));
                }
            }
            list = new UidList(list.uidValidity(), next, list.guid(), list.uids(), list.fields());
            disk.append(directory.resolve(UidList.FILE), lines.toString());
        } finally {
            lock.close();
        }
    }

    private void rereadUidList() throws IOException {
        UidList onDisk = UidList.read(directory);
        if (onDisk.uidValidity() == list.uidValidity()) {
            list = new UidList(
                    onDisk.uidValidity(),
                    Math.max(Math.max(onDisk.uidNext(), list.uidNext()), picture.uidNext()),
                    onDisk.guid(),
                    onDisk.uids(),
                    onDisk.fields());
        }
    }

    private Map<String, Place> listFiles() throws IOException {
        Map<String, Place> found = new TreeMap<>();
        for (String sub : new String[] {"new", "cur"}) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(sub))) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (!name.startsWith(".")) {
                        Place place = new Place(FileName.parse(name), sub.equals("new"), false);
                        found.put(place.name().base(), place);
                    }
                }
            } catch (DirectoryIteratorException unreadable) {
                throw unreadable.getCause();
            }
        }
        return found;
    }

    private boolean rename(long uid, FileName to) throws IOException, StoreException {
        for (int i = 0; i < 3; i++) {
            Place place = places.get(uid);
            if (place == null) {
                return false;
            }
            try {
                places.put(uid, moved(place, to));
                return true;
            } catch (NoSuchFileException renamed) {
                stamp = "";
                locate(uid);
            }
        }
        return false;
    }

    private Place moved(Place place, FileName to) throws IOException {
        Place target = new Place(to, false, place.bareLf());
        if (!path(place).equals(path(target))) {
            Files.move(path(place), path(target), StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    private Path path(Place place) {
        return directory
                .resolve(place.fresh() ? "new" : "cur")
                .resolve(place.name().whole());
    }

    private String stampNow() throws IOException {
        StringBuilder now = new StringBuilder();
        for (String sub : new String[] {"new", "cur"}) {
            now.append(Files.getLastModifiedTime(directory.resolve(sub)).toInstant())
                    .append(' ');
        }
        Path uidlist = directory.resolve(UidList.FILE);
        return now.append(Files.exists(uidlist) ? Files.size(uidlist) : 0).toString();
    }

    private void undo(List<Path> made) {
        for (Path file : made) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                System.getLogger(Folder.class.getName())
                        .log(System.Logger.Level.WARNING, "a message that was refused is left: " + file, left);
            }
        }
    }

    private void checkThere() throws StoreException {
        if (gone) {
            throw new StoreException(Reason.NONEXISTENT, "the mailbox was deleted: " + directory);
        }
    }
}
