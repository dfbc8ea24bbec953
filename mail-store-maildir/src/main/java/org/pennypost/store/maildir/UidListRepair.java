package org.pennypost.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/**
 * Takes what others have written into the uidlist, and mends one that is missing or damaged from what this process knows.
 * Confined to who holds {@code uids}.
 */
final class UidListRepair {
    private static final System.Logger LOG = System.getLogger(UidListRepair.class.getName());

    private final Folder folder;
    private final UidList list;

    UidListRepair(Folder folder) {
        this.folder = folder;
        this.list = folder.list;
    }

    /** Reads what is new in the list and mends it if it was damaged; tells whether others gave UIDs meanwhile. */
    boolean read(DotLock lock) throws IOException, StoreException {
        UidList.Reading reading = list.read();
        boolean others = take(reading);
        if (isHurt(reading)) {
            restore(lock);
        }
        return others;
    }

    /** The same when nothing is to be written, so that the lock is taken only if there is something to mend. */
    void takeNews() throws IOException, StoreException {
        UidList.Reading reading = list.read();
        take(reading);
        if (!isHurt(reading)) {
            return;
        }
        try (DotLock lock = DotLock.on(list.file())) {
            UidList.Reading again = new UidList.Reading(true, list.again());
            take(again);
            if (isHurt(again)) {
                restore(lock);
            }
        } catch (StoreException refused) {
            if (refused.reason() == Reason.NONEXISTENT) {
                throw refused;
            }
            LOG.log(System.Logger.Level.DEBUG, () -> "not mended: " + list.file(), refused);
        }
    }

    /**
     * Messages that we know and to which another process has given new UIDs, as Dovecot does with one whose file got
     * another name while it looked. The list is right, or the two would go on giving them UIDs in turn.
     */
    UidSet renumbered() {
        UidSet.Builder renumbered = UidSet.builder();
        if (!folder.expected.isEmpty()) {
            folder.view().places().forEach((uid, place) -> {
                if (folder.expected.containsKey(place.base())) {
                    renumbered.add(uid);
                }
            });
        }
        return renumbered.build();
    }

    /** Takes what was read; tells whether others gave UIDs. */
    private boolean take(UidList.Reading reading) throws IOException, StoreException {
        boolean others = expect(reading);
        long ours = folder.picture().uidValidity();
        if (list.header().validity() != 0 && list.header().validity() != ours) {
            folder.delete();
            throw new StoreException(Reason.NONEXISTENT, "another mailbox is at " + folder.home + " now");
        }
        checkNames(reading);
        return others;
    }

    private boolean isHurt(UidList.Reading reading) throws IOException {
        return list.damaged() || reading.whole() && lacks(reading.entries());
    }

    private void restore(DotLock lock) throws IOException {
        LOG.log(System.Logger.Level.WARNING, () -> "mended: " + list.file());
        Map<Long, UidList.Entry> known = known();
        known.values().removeIf(entry -> folder.expected.containsKey(entry.base()));
        Set<String> bases = new HashSet<>();
        known.values().forEach(entry -> bases.add(entry.base()));
        list.rewrite(ours(), entry -> keep(entry, known) && !bases.contains(entry.base()), fields(known), lock);
    }

    /**
     * Another process may have mended the mailbox and given messages that we know other base names and sizes, under
     * their UIDs: then it has to be opened again, as after {@link Mending} here.
     */
    private void checkNames(UidList.Reading reading) throws IOException, StoreException {
        Map<String, String> renamed = renamed(reading);
        if (renamed.isEmpty()) {
            return;
        }
        Map<String, Found> there = there();
        renamed.keySet().retainAll(there.keySet());
        if (!there.keySet().containsAll(renamed.values())) {
            folder.delete();
            throw new StoreException(Reason.NONEXISTENT, "mended by another process: " + folder.home);
        }
    }

    /** The base names that the list gives to messages that have others as we know them, and those, by the former. */
    private Map<String, String> renamed(UidList.Reading reading) {
        Map<String, String> renamed = new HashMap<>();
        Picture picture = folder.picture();
        if (reading.whole() && list.header().validity() == picture.uidValidity()) {
            for (UidList.Entry entry : reading.entries()) {
                Optional<Place> place =
                        entry.uid() < picture.uidNext() ? folder.view().places().of(entry.uid()) : Optional.empty();
                place.filter(known -> !known.base().equals(entry.base()))
                        .ifPresent(known -> renamed.put(entry.base(), known.base()));
            }
        }
        return renamed;
    }

    /** Writes lines anew that tell more now; if that cannot be, it is found out again by whoever needs it. */
    void note(Map<Long, UidList.Entry> lines) {
        if (DotLock.isHeld(list.file())) {
            return;
        }
        try (DotLock lock = DotLock.on(list.file())) {
            read(lock);
            list.rewrite(list.header(), entry -> !lines.containsKey(entry.uid()), lines.values(), lock);
        } catch (IOException | StoreException left) {
            LOG.log(System.Logger.Level.DEBUG, () -> "not noted in " + list.file(), left);
        }
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

    /** By ascending UID. */
    private Map<Long, UidList.Entry> known() {
        Map<Long, UidList.Entry> known = new TreeMap<>();
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

    /** Whether a list, read whole, has no line for a message that we know, though its file is there. */
    private boolean lacks(List<UidList.Entry> entries) throws IOException {
        Map<Long, String> lines = new HashMap<>();
        entries.forEach(entry -> lines.put(entry.uid(), entry.base()));
        Set<String> without = new HashSet<>();
        folder.view().places().forEach((uid, place) -> {
            if (!place.base().equals(lines.get(uid)) && !folder.expected.containsKey(place.base())) {
                without.add(place.base());
            }
        });
        return list.header().validity() == 0 || !without.isEmpty() && without.removeAll(there().keySet());
    }

    private Map<String, Found> there() throws IOException {
        Map<String, Found> there = new HashMap<>();
        Found.list(folder.inNew.directory(), true, there);
        Found.list(folder.inCur.directory(), false, there);
        return there;
    }

    /** Remembers lines whose messages are not in the picture yet; tells whether there are any. */
    boolean expect(UidList.Reading reading) {
        long next = folder.picture().uidNext();
        if (reading.whole() && !list.damaged()) {
            folder.expected.clear(); // lines that are not there any more
        }
        boolean any = false;
        for (UidList.Entry entry : reading.entries()) {
            if (entry.uid() >= next) {
                folder.expect(entry);
                any = true;
            }
        }
        return any;
    }
}
