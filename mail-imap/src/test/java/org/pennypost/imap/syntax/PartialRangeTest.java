package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.UidSet;

/** A page of a result, RFC 9394 §4. */
class PartialRangeTest {
    // RFC9394-3.1-a RFC9394-3.1-b RFC9394-4-b
    @Property
    void aPageIsASliceOfTheList(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 60) Integer> some,
            @ForAll @IntRange(min = 1, max = 70) int one,
            @ForAll @IntRange(min = 1, max = 70) int other,
            @ForAll boolean fromLast) {
        UidSet.Builder builder = UidSet.builder();
        some.forEach(builder::add);
        long[] all = builder.build().toArray();
        PartialRange range = fromLast ? new PartialRange(-one, -other) : new PartialRange(one, other);
        int low = Math.min(one, other);
        int high = Math.max(one, other);
        long[] expected = LongStream.range(0, all.length)
                .filter(i -> {
                    long place = fromLast ? all.length - i : i + 1;
                    return place >= low && place <= high;
                })
                .map(i -> all[(int) i])
                .toArray();
        assertEquals(
                LongStream.of(expected).boxed().toList(),
                LongStream.of(range.of(builder.build()).toArray()).boxed().toList());
    }

    @Test
    void endsAreOnOneSide() {
        assertThrows(IllegalArgumentException.class, () -> new PartialRange(0, 5));
        assertThrows(IllegalArgumentException.class, () -> new PartialRange(-1, 5));
    }
}
