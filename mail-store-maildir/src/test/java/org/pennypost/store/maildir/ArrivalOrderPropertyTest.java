package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick order is that of comparing all of them, and of files with one base name the last one is left. */
class ArrivalOrderPropertyTest {
    @Property
    void isThatOfComparing(@ForAll("files") List<Found> files) {
        Map<String, Found> last = new LinkedHashMap<>();
        files.forEach(file -> last.put(file.base(), file));
        List<Found> expected = new ArrayList<>(last.values());
        expected.sort(Comparator.comparingLong(Found::arrival).thenComparing(Found::base));

        Listing listing = new Listing();
        listing.addAll(files);
        assertEquals(expected, ArrivalOrder.of(listing));
    }

    @Provide
    Arbitrary<List<Found>> files() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.longs().between(1_600_000_000L, 1_600_000_003L),
                Arbitraries.longs().between(0, 999_999_999_999L));
        Arbitrary<String> rest = Arbitraries.of(".M1P1.host", ".M2P1.host", ".M999999999P1.host", ".a", ".b", "");
        Arbitrary<String> info = Arbitraries.of("", ":2,", ":2,S", ":2,FS");
        Arbitrary<Found> file = Combinators.combine(seconds, rest, info)
                .as((second, tail, letters) -> Found.of(second + tail + letters, letters.isEmpty()));
        return file.list().ofMaxSize(40);
    }
}
