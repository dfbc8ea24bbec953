package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Places are a map from UID to place, however they are changed, and what was given out before stays as it was. */
class PlacesPropertyTest {
    /** @param share where among the present UIDs the change is, in thousandths; 1000 is behind all of them */
    private record Change(int share, int times, boolean remove, String name) {}

    @Property(tries = 200)
    void areAMap(@ForAll("changes") List<Change> changes) {
        TreeMap<Long, Place> model = new TreeMap<>();
        Places places = Places.NONE;
        for (Change change : changes) {
            Places before = places;
            Map<Long, Place> known = Map.copyOf(model);
            Places.Editor editor = places.edit();
            for (long uid : uids(change, model)) {
                if (change.remove()) {
                    model.remove(uid);
                    editor.remove(uid);
                } else {
                    model.put(uid, new Place(change.name() + uid, uid % 3 == 0, false, Place.Dots.UNKNOWN));
                    editor.put(uid, model.get(uid));
                }
            }
            places = editor.done();
            assertEquals(model, all(places));
            assertEquals(known, all(before));
        }
    }

    private static List<Long> uids(Change change, TreeMap<Long, Place> model) {
        List<Long> present = new ArrayList<>(model.keySet());
        List<Long> uids = new ArrayList<>();
        int from = present.size() * change.share() / 1000;
        long next = model.isEmpty() ? 1 : model.lastKey() + 1;
        for (int i = 0; i < change.times(); i++) {
            uids.add(from + i < present.size() ? present.get(from + i) : next++);
        }
        return uids;
    }

    private static Map<Long, Place> all(Places places) {
        Map<Long, Place> all = new TreeMap<>();
        places.forEach(all::put);
        all.forEach((uid, place) -> assertEquals(Optional.of(place), places.of(uid)));
        List<Long> fresh = new ArrayList<>();
        places.forEachFresh(fresh::add);
        assertEquals(all.keySet().stream().filter(uid -> all.get(uid).fresh()).toList(), fresh);
        return all;
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Integer> share =
                Arbitraries.oneOf(Arbitraries.just(1000), Arbitraries.integers().between(0, 1000));
        return Combinators.combine(
                        share,
                        Arbitraries.integers().between(1, 600),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of("1.a,S=1:2,", "1600000000.M1P1.a_long_name_of_another_program,S=24000:2,S", "x"))
                .as(Change::new)
                .list()
                .ofMaxSize(6);
    }
}
