package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Compares the directories of a folder with its view and brings the view up to date. A run, under both locks.
 *
 * <p>A file that is missing is looked for again in both directories before its message counts as gone: listing a
 * directory may miss a file that is renamed meanwhile.
 */
final class Scan {
    private static final System.Logger LOG = System.getLogger(Scan.class.getName());

    private final Folder folder;
    private final long start = System.nanoTime();
    private final boolean lookNew;
    private final boolean lookCur;
    private final Publication publication;
    private final List<Found> strangers = new ArrayList<>();
    private final Map<Long, Place> moved = new HashMap<>();
    private final UidSet.Builder missing = UidSet.builder();

    Scan(Folder folder, boolean lookNew, boolean lookCur) {
        this.folder = folder;
        this.lookNew = lookNew;
        this.lookCur = lookCur;
        this.publication = new Publication(folder);
    }

    /** Makes the first view of a folder that was not known. */
    void open() throws IOException, StoreException {
        folder.keywords.load();
        compare(list());
        folder.log.read();
        new UidListRepair(folder).open(strangers);
        expected();
        List<Long> dead = new ArrayList<>();
        UidSet told = folder.log.vanishedSince(0);
        for (UidList.Entry entry : folder.expected.values()) {
            if (!told.contains(entry.uid())) {
                dead.add(entry.uid());
            }
        }
        folder.log.forget();
        if (folder.list.next() > 1 && !folder.log.exists()) {
            folder.log.raise(folder.time.millis());
        }
        dead.stream().sorted().forEach(publication::goes);
        finish();
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
            }
        }
    }

    private void compareAll() throws IOException, StoreException {
        boolean other = folder.keywords.load();
        boolean whole = lookNew && lookCur;
        compare(list());
        if (!missing.build().isEmpty()) {
            Scan again = new Scan(folder, true, true);
            if (!whole) {
                again.runAgain(other);
                return;
            }
            again.relist(list(), other);
            return;
        }
        conclude(other);
    }

    private void runAgain(boolean other) throws IOException, StoreException {
        compare(list());
        conclude(other);
    }

    /** Compares once more, with what was found before and now. */
    private void relist(Map<String, Found> before, boolean other) throws IOException, StoreException {
        before.putAll(list());
        compare(before);
        conclude(other);
    }

    private void conclude(boolean otherKeywords) throws IOException, StoreException {
        moved.forEach(publication::moves);
        missing.build().forEach(publication::goes);
        if (otherKeywords) {
            folder.view().places().forEach((uid, place) -> {
                if (!moved.containsKey(uid) && !missing.build().contains(uid)) {
                    publication.moves(uid, place);
                }
            });
        }
        if (!strangers.isEmpty()) {
            new UidListRepair(folder).identify(strangers);
            expected();
        }
        finish();
    }

    private Map<String, Found> list() throws IOException {
        Map<String, Found> found = new HashMap<>();
        list(lookNew, folder.inNew, true, found);
        list(lookCur, folder.inCur, false, found);
        return found;
    }

    private static void list(boolean look, Freshness directory, boolean fresh, Map<String, Found> found)
            throws IOException {
        if (look) {
            FileTime time = directory.time();
            long millis = System.currentTimeMillis();
            Found.list(directory.directory(), fresh, found);
            directory.listed(time, millis);
        }
    }

    private void compare(Map<String, Found> found) {
        folder.view().places().forEach((uid, place) -> {
            Found now = found.remove(place.base());
            if (now == null && (place.fresh() ? lookNew : lookCur)) {
                missing.add(uid);
            } else if (now != null
                    && (now.fresh() != place.fresh() || !now.name().equals(place.name()))) {
                moved.put(uid, place.at(now.name(), now.fresh()));
            }
        });
        strangers.addAll(found.values());
    }

    /** Turns strangers that have a line in the uidlist into arrivals. */
    private void expected() throws IOException, StoreException {
        long first = folder.picture().uidNext();
        List<Found> others = new ArrayList<>();
        for (Found stranger : strangers) {
            UidList.Entry entry = folder.expected.get(stranger.base());
            if (entry != null && entry.uid() >= first) {
                arrive(stranger, entry);
                folder.expected.remove(stranger.base());
            } else {
                others.add(stranger);
            }
        }
        strangers.clear();
        strangers.addAll(others);
    }

    private void arrive(Found stranger, UidList.Entry entry) throws IOException, StoreException {
        try {
            publication.arrives(entry.uid(), Arrival.of(stranger, entry.fields(), folder.home.directory()));
        } catch (NoSuchFileException gone) {
            LOG.log(System.Logger.Level.DEBUG, "gone before it was seen", gone);
        }
    }

    private void finish() throws IOException, StoreException {
        publication.run();
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
