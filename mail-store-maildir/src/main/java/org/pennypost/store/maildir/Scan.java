package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Compares the directories of a folder with its view and brings the view up to date. A run, under both locks.
 *
 * <p>A file that is missing is looked for again in both directories before its message counts as gone: listing a
 * directory may miss a file that is renamed meanwhile. A message that counts as gone too early would come back with
 * another UID.
 */
final class Scan {
    private static final System.Logger LOG = System.getLogger(Scan.class.getName());

    private static final int LISTINGS = 3;
    /** More, because what is not found then counts as gone. */
    private static final int LISTINGS_TO_OPEN = 8;

    private final Folder folder;
    private final long start = System.nanoTime();
    private final boolean lookNew;
    private final boolean lookCur;
    private final Publication publication;
    private Listing strangers = new Listing();
    private final Map<Long, Place> moved = new HashMap<>();
    /** Lines whose messages are about to arrive. */
    private final List<UidList.Entry> taken = new ArrayList<>();

    private final List<Arrival> arrivals = new ArrayList<>();
    /** In their place if all is plain. */
    private List<Arrival> plain = List.of();

    private List<UidGiving.Given> newcomers = new ArrayList<>();

    /** Lines of those whose sizes were told by nothing but the files. */
    private final Map<Long, UidList.Entry> measured = new TreeMap<>();

    /** What there was when a stranger was not found under his name any more. */
    private final Map<String, Found> later = new HashMap<>();

    private boolean relisted;
    private long end = Long.MAX_VALUE;
    private UidSet.Builder missing = UidSet.builder();

    Scan(Folder folder, boolean lookNew, boolean lookCur) {
        this.folder = folder;
        this.lookNew = lookNew;
        this.lookCur = lookCur;
        this.publication = new Publication(folder);
    }

    /** Makes the first view of a folder that was not known. */
    void open() throws IOException, StoreException {
        folder.keywords.takeNews();
        UidList.Reading lines = folder.list.read();
        folder.log.read();
        Listing files = new Listing();
        list(files::add);
        Optional<Pairing> pairing = Pairing.of(files, lines.entries(), folder.log.vanishedSince(0));
        if (pairing.isEmpty() && lines.entries().isEmpty()) {
            strangers = files; // none can be missed, and of two with one name the later one gets the line
        } else if (pairing.isEmpty()) {
            new UidListRepair(folder).expect(lines);
            compare(listed(files));
        }
        List<UidGiving.Given> given = new UidGiving(folder).open(strangers);
        if (pairing.isPresent() && folder.expected.isEmpty()) {
            if (files.isTold()) {
                plain = pairing.get().arrivals();
            } else {
                pairing.get().forEach((line, file) -> arrive(line.uid(), file, line.fields()));
            }
        } else if (pairing.isPresent()) { // others have added lines meanwhile, or written all of them anew
            lines.entries().forEach(line -> folder.expected.putIfAbsent(line.base(), line));
            strangers = files;
        }
        fillHoles(); // what has come since the listing has a line by now
        expected(given);
        noteVanished();
        folder.log.forget();
        if (folder.list.next() > 1 && !folder.log.exists()) {
            folder.log.raise(folder.time.millis());
        }
        finish();
        if (!measured.isEmpty()) {
            new UidListRepair(folder).note(measured);
        }
    }

    /** Messages that have a line and no file are gone; the log tells of some. */
    private void noteVanished() {
        List<Long> dead = new ArrayList<>();
        UidSet told = folder.log.vanishedSince(0);
        for (UidList.Entry entry : folder.expected.values()) {
            if (!told.contains(entry.uid()) && entry.uid() < end) {
                dead.add(entry.uid());
            }
        }
        dead.stream().sorted().forEach(publication::goes);
    }

    /** Compares with the view; what could not be noted, for want of room on the disk, is due again. */
    void run() throws IOException, StoreException {
        boolean done = false;
        try {
            compareAll();
            done = true;
        } finally {
            if (!done) {
                folder.inNew.forget();
                folder.inCur.forget();
                folder.keywords.keepNews();
            }
        }
    }

    private void compareAll() throws IOException, StoreException {
        boolean other = folder.keywords.takeNews();
        compare(list());
        if (missing.build().isEmpty()) {
            conclude(other);
        } else {
            new Scan(folder, true, true).relist(other, LISTINGS);
        }
    }

    /**
     * Compares once more, after a while if need be: as long as others change the directories, no file is missing for
     * certain, and its message stays until somebody looks again.
     */
    private void relist(boolean other, int tries) throws IOException, StoreException {
        compare(list());
        if (!missing.build().isEmpty() && !still()) {
            if (tries > 0) {
                LockSupport.parkNanos(Freshness.TICK_NANOS);
                new Scan(folder, true, true).relist(other, tries - 1);
                return;
            }
            missing = UidSet.builder();
            doubt();
        }
        conclude(other);
    }

    private void conclude(boolean otherKeywords) throws IOException, StoreException {
        List<UidGiving.Given> given = strangers.isEmpty() ? List.of() : new UidGiving(folder).identify(strangers);
        UidSet gone = missing.add(new UidListRepair(folder).renumbered()).build();
        gone.forEach(publication::goes);
        moved.keySet().removeIf(gone::contains);
        moved.forEach(publication::moves);
        if (otherKeywords) {
            folder.view().places().forEach((uid, place) -> {
                if (!moved.containsKey(uid) && !gone.contains(uid)) {
                    publication.moves(uid, place);
                }
            });
        }
        if (!given.isEmpty() || !folder.expected.isEmpty()) {
            publication.knows(folder.log.read());
            fillHoles();
            expected(given);
        }
        finish();
    }

    /** What there is, and is sought as long as a message that has a line is missing and may have been passed by. */
    private Listing listed(Listing first) throws IOException {
        Listing found = first;
        Set<String> there = new HashSet<>();
        first.forEach(file -> there.add(file.base()));
        for (int i = 0; i < LISTINGS_TO_OPEN && hole(there) < Long.MAX_VALUE && !still(); i++) {
            LockSupport.parkNanos(Freshness.TICK_NANOS);
            list(file -> {
                found.add(file); // counts for more than those of the same base name that were there before
                there.add(file.base());
            });
        }
        return found;
    }

    private Listing list() throws IOException {
        Listing found = new Listing();
        list(found::add);
        return found;
    }

    private void list(Consumer<Found> each) throws IOException {
        list(lookNew, folder.inNew, true, each);
        list(lookCur, folder.inCur, false, each);
    }

    /**
     * Looks once more for messages that have a line and were not found, because those behind them can be in the view only
     * when these are or are gone for certain: whoever comes later gets another UID.
     */
    private void fillHoles() throws IOException {
        if (folder.expected.isEmpty()) {
            return;
        }
        Set<String> there = new HashSet<>();
        strangers.forEach(stranger -> there.add(stranger.base()));
        long hole = hole(there);
        boolean whole = hole == Long.MAX_VALUE;
        for (int i = 0; i < LISTINGS && hole < Long.MAX_VALUE; i++) {
            Map<String, Found> found = new HashMap<>();
            list(true, folder.inNew, true, file -> found.put(file.base(), file));
            list(true, folder.inCur, false, file -> found.put(file.base(), file));
            for (String base : folder.expected.keySet()) {
                if (found.containsKey(base) && there.add(base)) {
                    strangers.add(found.get(base));
                }
            }
            hole = still() ? Long.MAX_VALUE : hole(there);
            if (hole < Long.MAX_VALUE) {
                LockSupport.parkNanos(Freshness.TICK_NANOS);
            }
        }
        if (hole < Long.MAX_VALUE) {
            publication.endsBefore(hole);
            end = hole;
        }
        if (!whole) {
            doubt(); // these listings were not compared with the view
        }
    }

    /** The lowest UID that has a line and no file, and that was not removed as far as the log tells. */
    private long hole(Set<String> there) {
        if (there.containsAll(folder.expected.keySet())) {
            return Long.MAX_VALUE;
        }
        UidSet removed = folder.log.vanishedSince(0);
        long first = folder.picture().uidNext();
        return folder.expected.values().stream()
                .filter(entry ->
                        entry.uid() >= first && !there.contains(entry.base()) && !removed.contains(entry.uid()))
                .mapToLong(UidList.Entry::uid)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether the last listings show what there was at one moment. */
    private boolean still() throws IOException {
        return folder.inNew.still() && folder.inCur.still();
    }

    private void doubt() {
        folder.inNew.doubt();
        folder.inCur.doubt();
    }

    private static void list(boolean look, Freshness directory, boolean fresh, Consumer<Found> each)
            throws IOException {
        if (look) {
            FileTime time = directory.time();
            long millis = System.currentTimeMillis();
            Found.list(directory.directory(), fresh, each);
            directory.listed(time, millis);
        }
    }

    private void compare(Listing found) {
        ListingIndex index = new ListingIndex(found);
        BitSet known = new BitSet(found.size());
        folder.view().places().forEach((uid, place) -> {
            int file = index.find(place.base());
            if (file < 0 && (place.fresh() ? lookNew : lookCur)) {
                missing.add(uid);
            } else if (file >= 0) {
                known.set(file);
                if (!found.is(file, place.name(), place.fresh())) {
                    Found now = found.get(file);
                    moved.put(uid, place.at(now.name(), now.fresh()));
                }
            }
        });
        for (int file = known.nextClearBit(0); file < found.size(); file = known.nextClearBit(file + 1)) {
            Found stranger = found.get(file);
            if (index.find(stranger.base()) == file) { // of several with one base name the last one
                strangers.add(stranger);
            }
        }
    }

    /** Turns strangers into arrivals: those that have just got a line, and those that had one in the uidlist. */
    private void expected(List<UidGiving.Given> given) throws IOException, StoreException {
        boolean done = false;
        try {
            arrive(given);
            done = true;
        } finally {
            if (!done) { // they have their UIDs, and must not get others when somebody looks again
                given.forEach(one -> folder.expect(one.line()));
                taken.forEach(folder::expect);
            }
        }
    }

    private void arrive(List<UidGiving.Given> given) throws IOException, StoreException {
        boolean only = plain.isEmpty() && arrivals.isEmpty() && folder.expected.isEmpty();
        if (only && !given.isEmpty() && strangers.isTold() && end == Long.MAX_VALUE) {
            plain = new Each<>(given.size(), n -> given.get(n).arrival());
            newcomers = given;
            strangers = new Listing();
            return;
        }
        long first = folder.picture().uidNext();
        for (Found stranger : folder.expected.isEmpty() ? List.<Found>of() : strangers) {
            UidList.Entry entry = folder.expected.get(stranger.base());
            if (entry != null && entry.uid() >= first && entry.uid() < end) {
                arrive(entry.uid(), stranger, entry.fields());
                folder.expected.remove(stranger.base());
                taken.add(entry);
            }
        }
        strangers = new Listing();
        for (UidGiving.Given one : given) {
            if (one.uid() < end) {
                arrive(one.uid(), one.found(), "");
                newcomers.add(one);
            } else {
                folder.expect(one.line());
            }
        }
    }

    /** A file whose name tells no sizes is read, and may have another name by then: its UID is its own all the same. */
    private void arrive(long uid, Found stranger, String fields) throws IOException, StoreException {
        Optional<Found> file = Optional.of(stranger);
        for (int i = 0; i < LISTINGS_TO_OPEN && file.isPresent(); i++) {
            try {
                Arrival arrival = Arrival.of(uid, file.get(), fields, folder.home.directory());
                arrivals.add(arrival);
                if (!arrival.fields().equals(fields)) {
                    measured.put(uid, new UidList.Entry(uid, stranger.base(), arrival.fields()));
                }
                return;
            } catch (NoSuchFileException renamed) {
                file = again(file.get());
            } catch (AccessDeniedException denied) {
                folder.deny(stranger); // one file must not keep all others from their reader
                return;
            }
        }
        LOG.log(System.Logger.Level.DEBUG, () -> "gone before it was seen: " + stranger.name());
    }

    /** A file that was renamed or is gone, as it is found now. */
    private Optional<Found> again(Found before) throws IOException {
        for (int i = 0; i < LISTINGS; i++) {
            Optional<Found> now = Optional.ofNullable(later.get(before.base())).filter(found -> !found.equals(before));
            if (now.isPresent() || relisted && still()) {
                return now;
            }
            if (i > 0) {
                LockSupport.parkNanos(Freshness.TICK_NANOS);
            }
            later.clear();
            list(true, folder.inNew, true, found -> later.put(found.base(), found));
            list(true, folder.inCur, false, found -> later.put(found.base(), found));
            relisted = true;
        }
        return Optional.ofNullable(later.get(before.base()));
    }

    private void finish() throws IOException, StoreException {
        boolean done = false;
        arrivals.sort(Comparator.comparingLong(Arrival::uid));
        publication.arrive(plain.isEmpty() ? arrivals : plain);
        try {
            publication.run();
            done = true;
        } finally {
            if (!done) { // as above
                taken.forEach(folder::expect);
                newcomers.forEach(one -> folder.expect(one.line()));
            }
        }
        if (relisted) {
            doubt(); // these listings were not compared with the view
        }
        long next = folder.picture().uidNext();
        folder.expected.values().removeIf(entry -> entry.uid() < next);
        long took = System.nanoTime() - start;
        if (lookNew) {
            folder.inNew.settled(took);
        }
        if (lookCur) {
            folder.inCur.settled(took);
        }
    }
}
