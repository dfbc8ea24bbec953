package org.pennypost.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/**
 * Gives UIDs to files that have none: by the lines of the uidlist, by the UIDs that our file names bear, else in the order
 * in which they arrived. Confined to who holds {@code uids}.
 */
final class UidGiving {
    /** Of more files at once that names with sizes are believed: to look at each would take longer than all else. */
    private static final int MANY = 10_000;

    private final Folder folder;
    private final UidList list;
    private final UidListRepair repair;

    UidGiving(Folder folder) {
        this.folder = folder;
        this.list = folder.list;
        this.repair = new UidListRepair(folder);
    }

    /** A file and the UID that it has got in a line without fields. */
    record Given(long uid, Found found) {
        UidList.Entry line() {
            return new UidList.Entry(uid, found.base(), "");
        }

        /** As it appears, if the name of its file tells its sizes. */
        Arrival arrival() {
            return Arrival.told(uid, found, "");
        }
    }

    /**
     * Reads the list of a folder that was not known; makes it if there is none.
     *
     * @return the strangers that had no line and have one now, by ascending UID
     */
    List<Given> open(Listing strangers) throws IOException, StoreException {
        repair.expect(list.read());
        List<Given> given = List.of();
        if (list.damaged() || list.header().guid().isEmpty() || anyUnknown(strangers)) {
            try (DotLock lock = DotLock.on(list.file())) {
                repair.expect(list.read());
                UidListHeader header = header(strangers);
                boolean anew = list.damaged() || !header.equals(list.header());
                given = give(strangers, header, anew, lock);
            }
        }
        UidListHeader header = list.header();
        folder.show(new View(folder.emptyPicture(header), Places.NONE));
        return given;
    }

    /** Makes lines for strangers that have none, and tells which these are, by ascending UID. */
    List<Given> identify(Listing strangers) throws IOException, StoreException {
        repair.takeNews();
        if (!anyUnknown(strangers)) {
            return List.of();
        }
        try (DotLock lock = DotLock.on(list.file())) {
            repair.read(lock);
            return give(strangers, list.header(), false, lock);
        }
    }

    private Listing unknown(Listing strangers) {
        if (folder.expected.isEmpty() && strangers.isTold() && strangers.size() > MANY) {
            return strangers;
        }
        Listing unknown = new Listing();
        for (Found stranger : strangers) {
            if (isUnknown(stranger, strangers.size())) {
                unknown.add(stranger);
            }
        }
        return unknown;
    }

    private boolean anyUnknown(Listing strangers) {
        return strangers.stream().anyMatch(stranger -> isUnknown(stranger, strangers.size()));
    }

    /**
     * Whether it is a message without a line. A pipe with the name of one is none: whoever opened it would wait until
     * somebody writes to it.
     */
    private boolean isUnknown(Found stranger, int among) {
        UidList.Entry entry = folder.expected.get(stranger.base());
        boolean line = entry != null && entry.uid() >= folder.picture().uidNext();
        return !line && (stranger.isTold() && among > MANY || folder.readable(stranger));
    }

    private UidListHeader header(Listing strangers) throws StoreException {
        UidListHeader now = list.header();
        long validity = now.validity() != 0 ? now.validity() : folder.log.validity();
        if (validity == 0) {
            validity = born(strangers);
        }
        String guid = now.guid().isEmpty() ? folder.log.guid() : now.guid();
        return new UidListHeader(
                validity == 0 ? folder.nextValidity() : validity,
                Math.max(list.next(), folder.log.lastUid() + 1),
                guid.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : guid,
                now.others());
    }

    /** The UIDVALIDITY that most names bear; 0 if none does. */
    private static long born(Listing strangers) {
        Map<Long, Integer> votes = new HashMap<>();
        for (int i = 0; i < strangers.size(); i++) {
            long validity =
                    strangers.hasOwnName(i) ? FileName.validity(strangers.get(i).base()) : 0;
            if (validity != 0) {
                votes.merge(validity, 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0L);
    }

    private List<Given> give(Listing strangers, UidListHeader header, boolean anew, DotLock lock)
            throws IOException, StoreException {
        Listing unknown = unknown(strangers);
        List<Given> named = named(unknown, header);
        long next =
                Math.max(Math.max(header.next(), list.next()), folder.picture().uidNext());
        long first = Math.max(next, named.isEmpty() ? 1 : last(named) + 1);
        boolean between = !named.isEmpty() && named.get(0).uid() < list.next();
        Listing rest = inOrderOfArrival(unknown, named);
        if (first + rest.size() - 1 > UidSet.MAX) {
            throw new StoreException(Reason.LIMIT, "no more UIDs in " + folder.home);
        }
        List<Given> others = new Each<>(rest.size(), i -> new Given(first + i, rest.get(i)));
        List<Given> given = named.isEmpty() ? others : new Joined<>(List.of(named, others));
        write(
                new Each<>(given.size(), i -> given.get(i).line()),
                header.with(first + rest.size()),
                anew || between,
                lock);
        return given;
    }

    private static long last(List<Given> given) {
        return given.get(given.size() - 1).uid();
    }

    private static Listing inOrderOfArrival(Listing all, List<Given> without) {
        if (without.isEmpty()) {
            return ArrivalOrder.of(all);
        }
        Set<String> done = new HashSet<>();
        without.forEach(one -> done.add(one.found().base()));
        Listing rest = new Listing();
        for (Found found : all) {
            if (!done.contains(found.base())) {
                rest.add(found);
            }
        }
        return ArrivalOrder.of(rest);
    }

    private void write(List<UidList.Entry> fresh, UidListHeader header, boolean anew, DotLock lock) throws IOException {
        if (anew) {
            Set<String> bases = new HashSet<>();
            if (list.lines() > 0) {
                fresh.forEach(entry -> bases.add(entry.base()));
            }
            list.rewrite(header, entry -> !bases.contains(entry.base()), fresh, lock);
        } else if (!fresh.isEmpty()) {
            list.append(fresh);
            list.sync();
        }
    }

    /** Files whose names bear a UID that was lost with their line; of several with one name the last one. */
    private List<Given> named(Listing unknown, UidListHeader header) {
        Map<Long, Given> named = new TreeMap<>();
        Set<Long> used = new HashSet<>();
        folder.expected.values().forEach(entry -> used.add(entry.uid()));
        UidSet vanished = folder.log.vanishedSince(0);
        for (int i = unknown.size() - 1; i >= 0; i--) {
            if (!unknown.hasOwnName(i)) {
                continue;
            }
            Found found = unknown.get(i);
            long uid = FileName.uid(found.base(), header.validity());
            if (uid >= folder.picture().uidNext() && !vanished.contains(uid) && used.add(uid)) {
                named.put(uid, new Given(uid, found));
            }
        }
        return new ArrayList<>(named.values());
    }
}
