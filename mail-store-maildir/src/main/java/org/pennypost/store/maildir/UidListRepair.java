package org.pennypost.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/**
 * Gives UIDs to files that have none, and mends a uidlist that is missing or damaged: from what this process knows, from
 * the log beside it, and from the UIDs that our file names bear. Confined to who holds {@code uids}.
 */
final class UidListRepair {
    private static final System.Logger LOG = System.getLogger(UidListRepair.class.getName());

    private final Folder folder;
    private final UidList list;

    UidListRepair(Folder folder) {
        this.folder = folder;
        this.list = folder.list;
    }

    /** Reads what is new in the list. */
    void expect() throws IOException {
        expect(list.read());
    }

    /** Reads the list of a folder that was not known; makes it if there is none. */
    void open(List<Found> strangers) throws IOException, StoreException {
        expect(list.read());
        if (list.damaged()
                || list.header().guid().isEmpty()
                || !unknown(strangers).isEmpty()) {
            try (DotLock lock = DotLock.on(list.file())) {
                expect(list.read());
                UidListHeader header = header(strangers);
                boolean anew = list.damaged() || !header.equals(list.header());
                give(strangers, header, anew, lock);
            }
        }
        UidListHeader header = list.header();
        folder.show(new View(folder.emptyPicture(header), Places.NONE));
    }

    /** Makes lines for strangers that have none. */
    void identify(List<Found> strangers) throws IOException, StoreException {
        expect(list.read());
        if (!unknown(strangers).isEmpty()) {
            try (DotLock lock = DotLock.on(list.file())) {
                read(lock);
                give(strangers, list.header(), false, lock);
            }
        }
    }

    /** Reads what is new in the list and mends it if it was damaged; tells whether others gave UIDs meanwhile. */
    boolean read(DotLock lock) throws IOException, StoreException {
        UidList.Reading reading = list.read();
        boolean others = expect(reading);
        long ours = folder.picture().uidValidity();
        if (list.header().validity() != 0 && list.header().validity() != ours) {
            folder.delete();
            throw new StoreException(Reason.NONEXISTENT, "another mailbox is at " + folder.home + " now");
        }
        if (list.damaged() || reading.whole() && lacks(reading.entries())) {
            LOG.log(System.Logger.Level.WARNING, () -> "mended: " + list.file());
            Map<Long, UidList.Entry> known = known();
            Set<String> bases = new HashSet<>();
            known.values().forEach(entry -> bases.add(entry.base()));
            list.rewrite(ours(), entry -> keep(entry, known) && !bases.contains(entry.base()), fields(known), lock);
        }
        return others;
    }

    /** Writes the list anew with what we know, some files having other names now. */
    void mend(DotLock lock, Map<Long, Place> renamed) throws IOException {
        list.read();
        Map<Long, UidList.Entry> known = known();
        List<UidList.Entry> lines = new ArrayList<>();
        for (UidList.Entry line : fields(known)) {
            Place place = renamed.get(line.uid());
            lines.add(place == null ? line : new UidList.Entry(line.uid(), place.base(), line.fields()));
        }
        list.rewrite(ours(), entry -> keep(entry, known), lines, lock);
    }

    /** Whether an entry of the list has to stay although we do not know its message. */
    private boolean keep(UidList.Entry entry, Map<Long, UidList.Entry> known) {
        return entry.uid() >= folder.picture().uidNext() && !known.containsKey(entry.uid());
    }

    /** The lines of what we know, with the fields that they have in the list. */
    private List<UidList.Entry> fields(Map<Long, UidList.Entry> known) throws IOException {
        for (UidList.Entry there : list.again()) {
            UidList.Entry ours = known.get(there.uid());
            if (ours != null && ours.base().equals(there.base())) {
                known.put(there.uid(), there);
            }
        }
        return new ArrayList<>(known.values());
    }

    private Map<Long, UidList.Entry> known() {
        Map<Long, UidList.Entry> known = new HashMap<>();
        Picture picture = folder.picture();
        folder.view().places().forEach((uid, place) -> {
            int index = picture.indexOf(uid);
            String dates = "I" + picture.internalDate(index).getEpochSecond() + " A"
                    + picture.saved(index).getEpochSecond();
            known.put(uid, new UidList.Entry(uid, place.base(), dates));
        });
        return known;
    }

    private UidListHeader ours() {
        Picture picture = folder.picture();
        UidListHeader now = list.header();
        long next = Math.max(picture.uidNext(), list.next());
        return new UidListHeader(picture.uidValidity(), next, picture.mailboxId(), now.others());
    }

    /** Whether a list, read whole, has no line for a message that we know. */
    private boolean lacks(List<UidList.Entry> entries) {
        Map<Long, String> there = new HashMap<>();
        entries.forEach(entry -> there.put(entry.uid(), entry.base()));
        boolean[] lacks = {list.header().validity() == 0};
        folder.view().places().forEach((uid, place) -> lacks[0] |= !place.base().equals(there.get(uid)));
        return lacks[0];
    }

    /** Remembers lines whose messages are not in the picture yet. */
    private boolean expect(UidList.Reading reading) {
        long next = folder.picture().uidNext();
        boolean any = false;
        for (UidList.Entry entry : reading.entries()) {
            if (entry.uid() >= next) {
                folder.expected.put(entry.base(), entry);
                any = true;
            }
        }
        return any;
    }

    private List<Found> unknown(List<Found> strangers) {
        List<Found> unknown = new ArrayList<>();
        long next = folder.picture().uidNext();
        for (Found stranger : strangers) {
            UidList.Entry entry = folder.expected.get(stranger.base());
            boolean line = entry != null && entry.uid() >= next;
            if (!line && (FileName.size(stranger.base(), 'S') >= 0 || folder.regular(stranger))) {
                unknown.add(stranger);
            }
        }
        return unknown;
    }

    private UidListHeader header(List<Found> strangers) throws StoreException {
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
    private static long born(List<Found> strangers) {
        Map<Long, Integer> votes = new HashMap<>();
        strangers.forEach(found -> votes.merge(FileName.validity(found.base()), 1, Integer::sum));
        votes.remove(0L);
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0L);
    }

    private void give(List<Found> strangers, UidListHeader header, boolean anew, DotLock lock)
            throws IOException, StoreException {
        List<Found> unknown = unknown(strangers);
        List<UidList.Entry> fresh = named(unknown, header);
        long next =
                Math.max(Math.max(header.next(), list.next()), folder.picture().uidNext());
        next = Math.max(next, fresh.isEmpty() ? 1 : fresh.get(fresh.size() - 1).uid() + 1);
        boolean between = !fresh.isEmpty() && fresh.get(0).uid() < list.next();
        List<Found> rest = inOrderOfArrival(unknown, fresh);
        if (next + rest.size() - 1 > UidSet.MAX) {
            throw new StoreException(Reason.LIMIT, "no more UIDs in " + folder.home);
        }
        for (Found found : rest) {
            fresh.add(new UidList.Entry(next++, found.base(), ""));
        }
        write(fresh, header.with(next), anew || between, lock);
        fresh.forEach(entry -> folder.expected.put(entry.base(), entry));
    }

    /** A file and when it arrived, so that this is found out once. */
    private record Dated(long arrival, Found found) implements Comparable<Dated> {
        @Override
        public int compareTo(Dated other) {
            int order = Long.compare(arrival, other.arrival);
            return order == 0 ? found.base().compareTo(other.found.base()) : order;
        }
    }

    private static List<Found> inOrderOfArrival(List<Found> all, List<UidList.Entry> without) {
        Set<String> done = new HashSet<>();
        without.forEach(entry -> done.add(entry.base()));
        List<Dated> dated = new ArrayList<>();
        for (Found found : all) {
            if (!done.contains(found.base())) {
                dated.add(new Dated(FileName.arrival(found.base()), found));
            }
        }
        Collections.sort(dated);
        return dated.stream().map(Dated::found).toList();
    }

    private void write(List<UidList.Entry> fresh, UidListHeader header, boolean anew, DotLock lock) throws IOException {
        Set<String> bases = new HashSet<>();
        fresh.forEach(entry -> bases.add(entry.base()));
        if (anew) {
            list.rewrite(header, entry -> !bases.contains(entry.base()), fresh, lock);
        } else if (!fresh.isEmpty()) {
            list.append(fresh);
            list.sync();
        }
    }

    /** Files whose names bear a UID that was lost with their line. */
    private List<UidList.Entry> named(List<Found> unknown, UidListHeader header) {
        Map<Long, UidList.Entry> named = new TreeMap<>();
        Set<Long> used = new HashSet<>();
        folder.expected.values().forEach(entry -> used.add(entry.uid()));
        UidSet vanished = folder.log.vanishedSince(0);
        for (Found found : unknown) {
            long uid = FileName.uid(found.base(), header.validity());
            if (uid >= folder.picture().uidNext() && !vanished.contains(uid) && used.add(uid)) {
                named.put(uid, new UidList.Entry(uid, found.base(), ""));
            }
        }
        return new ArrayList<>(named.values());
    }
}
