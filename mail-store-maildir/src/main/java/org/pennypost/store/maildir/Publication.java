package org.pennypost.store.maildir;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** Makes the next view of a folder of what arrived, moved and went: first the log, then the picture. A run. */
final class Publication {
    /** So many places take a millisecond to make. */
    private static final int MANY = 4096;

    private final Folder folder;
    private List<Arrival> arrivals = List.of();
    private final TreeMap<Long, Place> moved = new TreeMap<>();
    private final UidSet.Builder gone = UidSet.builder();
    private final Map<String, UidSet.Builder> changed = new HashMap<>();
    private final List<ModSeqRecord> foreign = new ArrayList<>();
    private Letters letters;
    private long end = Long.MAX_VALUE;

    Publication(Folder folder) {
        this.folder = folder;
    }

    /** Records of the log that were read before the run. */
    void knows(List<ModSeqRecord> records) {
        foreign.addAll(records);
    }

    /** No message from this UID on is in the view afterwards, because one before it may still come to light. */
    void endsBefore(long uid) {
        end = uid;
    }

    /** Messages that nobody has seen, by ascending UID, none of which is below the next one of the picture. */
    void arrive(List<Arrival> all) {
        arrivals = all;
    }

    /** Another name of a message. */
    void moves(long uid, Place to) {
        moved.put(uid, to);
    }

    void goes(long uid) {
        gone.add(uid);
    }

    /** Under {@code changes}. */
    void run() throws IOException, StoreException {
        View before = folder.view();
        Supplier<Places> places = places(before.places());
        Picture known =
                before.picture().edit().knowFlags(folder.keywords.flags()).done();
        letters = folder.letters(known.flagTable(), true);
        long[] uids = new long[arrivals.size()];
        String[] texts = new String[uids.length];
        Map<String, String> once = new HashMap<>();
        for (int n = 0; n < uids.length; n++) {
            Arrival arrival = arrivals.get(n);
            uids[n] = arrival.uid();
            texts[n] = once.computeIfAbsent(arrival.letters(), text -> text);
        }
        ModSeqs modSeqs = new ModSeqs(uids);
        modSeqs.apply(foreign);
        modSeqs.apply(folder.log.read());
        for (int n = 0; n < uids.length; n++) {
            if (modSeqs.modSeq(n, texts[n]) == 0) {
                change(uids[n], texts[n]);
            }
        }
        moved.forEach((uid, place) -> {
            int index = known.indexOf(uid);
            if (index >= 0 && known.flagBits(index) != letters.bits(place.letters())) {
                change(uid, place.letters());
            }
        });
        PictureEditor editor = editor(known, gone.build());
        gone.build().forEach(editor::remove);
        moved.forEach((uid, place) -> editor.flags(uid, letters.bits(place.letters())));
        for (int n = 0; n < uids.length; n++) {
            long own = modSeqs.modSeq(n, texts[n]);
            restore(arrivals.get(n), own == 0 ? editor.modSeq() : own, editor);
        }
        editor.uidNext(Math.min(folder.list.next(), end));
        folder.show(new View(editor.done(), places.get()));
        folder.tidy();
    }

    /** The places of all messages; of many, another thread makes them meanwhile. */
    private Supplier<Places> places(Places before) {
        UidSet without = gone.build();
        Supplier<Places> work = () -> {
            Places.Editor places = before.edit();
            without.forEach(places::remove);
            moved.forEach(places::put);
            arrivals.forEach(arrival -> places.put(arrival.uid(), arrival.place()));
            return places.done();
        };
        return arrivals.size() < MANY ? work : Alongside.begin(work)::end;
    }

    /** Notes the changes in the log; the editor's modification sequence is the one that they got. */
    private PictureEditor editor(Picture known, UidSet vanished) throws IOException {
        Map<String, UidSet> sets = new HashMap<>();
        changed.forEach((text, uids) -> sets.put(text, uids.build()));
        long highest = sets.isEmpty() && vanished.isEmpty()
                ? folder.log.highest()
                : folder.log.record(sets, vanished, folder.list.header()) - 1;
        return known.edit().highestModSeq(highest).done().edit();
    }

    private void change(long uid, String text) {
        changed.computeIfAbsent(text, fresh -> UidSet.builder()).add(uid);
    }

    private void restore(Arrival arrival, long modSeq, PictureEditor editor) {
        long bits = letters.bits(arrival.letters());
        OptionalLong date = arrival.number('I');
        OptionalLong saved = arrival.number('A');
        if (date.isPresent() && saved.isPresent()) {
            editor.restore(
                    arrival.uid(),
                    modSeq,
                    bits,
                    arrival.octets(),
                    Instant.ofEpochSecond(date.getAsLong()),
                    Instant.ofEpochSecond(saved.getAsLong()));
        } else {
            editor.restore(arrival.uid(), modSeq, bits, arrival.octets());
        }
    }
}
