package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pennypost.core.mailbox.UidSet;

/** Lines and files find each other as they do in maps, or not at all if that is not plain. */
class PairingPropertyTest {
    private static final List<String> INFOS = List.of("", ":2,", ":2,S", ":2,FS");

    @Property
    void anIndexFindsTheLastFileOfEachBaseName(@ForAll @Size(max = 300) List<@IntRange(max = 400) Integer> numbers) {
        Listing files = files(numbers);
        Map<String, Integer> last = new HashMap<>();
        for (int file = 0; file < files.size(); file++) {
            last.put(files.get(file).base(), file);
        }
        ListingIndex index = new ListingIndex(files);
        assertEquals(last.size(), index.size());
        for (int base = 0; base <= 100; base++) {
            assertEquals(last.getOrDefault(base(base), -1), index.find(base(base)));
        }
    }

    @Property
    void aPairingIsThatOfMaps(
            @ForAll @Size(max = 6) List<@IntRange(max = 20) Integer> numbers,
            @ForAll @Size(max = 6) List<@IntRange(max = 5) Integer> lineBases,
            @ForAll @Size(max = 4) Set<@IntRange(min = 1, max = 6) Integer> removed)
            throws Exception {
        Listing files = files(numbers);
        List<UidList.Entry> lines = new ArrayList<>();
        for (int base : lineBases) {
            lines.add(new UidList.Entry(lines.size() + 1, base(base), ""));
        }
        UidSet.Builder gone = UidSet.builder();
        removed.stream().sorted().forEach(gone::add);
        Optional<Pairing> plain = Pairing.of(files, lines, gone.build());
        Map<Long, Found> pairs = new TreeMap<>();
        if (plain.isPresent()) {
            plain.get().forEach((line, file) -> pairs.put(line.uid(), file));
        }
        assertEquals(expected(files, lines, removed), plain.map(any -> pairs));
    }

    private static Optional<Map<Long, Found>> expected(
            List<Found> files, List<UidList.Entry> lines, Set<Integer> removed) {
        Map<String, Found> byBase = new HashMap<>();
        files.forEach(file -> byBase.put(file.base(), file));
        Set<String> rest = new HashSet<>(byBase.keySet());
        Map<Long, Found> pairs = new TreeMap<>();
        for (UidList.Entry line : lines) {
            if (rest.remove(line.base())) {
                pairs.put(line.uid(), byBase.get(line.base()));
            } else if (byBase.containsKey(line.base()) || !removed.contains((int) line.uid())) {
                return Optional.empty();
            }
        }
        return rest.isEmpty() ? Optional.of(pairs) : Optional.empty();
    }

    /** Four names for each base name, one of them in {@code new}. */
    private static Listing files(List<Integer> numbers) {
        Listing files = new Listing();
        numbers.forEach(n -> files.add(Found.of(base(n / 4) + INFOS.get(n % 4), n % 4 == 0)));
        return files;
    }

    private static String base(int number) {
        return number % 3 == 0 ? "b\u00fc" + number : "base" + number;
    }
}
