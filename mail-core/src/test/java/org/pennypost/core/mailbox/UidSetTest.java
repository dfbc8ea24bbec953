package org.pennypost.core.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UidSetTest {
    @Test
    void rangesAreOneThing() {
        assertEquals(1, UidSet.ALL.ranges());
        assertEquals(UidSet.MAX, UidSet.ALL.size());
        assertEquals("1:4294967295", UidSet.ALL.toString());
        assertTrue(UidSet.ALL.contains(UidSet.MAX));
        assertFalse(UidSet.ALL.contains(0));
        assertEquals("", UidSet.EMPTY.toString());
        assertTrue(UidSet.EMPTY.isEmpty());
        assertFalse(UidSet.EMPTY.contains(1));
    }

    @Test
    void neighboursJoin() {
        assertEquals(
                "3:6,9", UidSet.builder().add(9).add(3, 4).add(5, 6).build().toString());
        assertEquals(
                "1:4294967295",
                UidSet.builder().add(UidSet.MAX).add(1, UidSet.MAX - 1).build().toString());
    }

    @Test
    void whatIsNoUidIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> UidSet.of(0));
        assertThrows(IllegalArgumentException.class, () -> UidSet.of(UidSet.MAX + 1));
        assertThrows(IllegalArgumentException.class, () -> UidSet.range(5, 4));
    }

    @Property
    void intersectionAndDifferenceAreThoseOfSets(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> ones,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> others) {
        UidSet one = setOf(ones);
        UidSet other = setOf(others);
        TreeSet<Integer> both = new TreeSet<>(ones);
        both.retainAll(others);
        assertEquals(setOf(new ArrayList<>(both)), one.and(other));
        TreeSet<Integer> rest = new TreeSet<>(ones);
        rest.removeAll(others);
        assertEquals(setOf(new ArrayList<>(rest)), one.without(other));
        assertEquals(UidSet.EMPTY, one.without(UidSet.ALL));
        assertEquals(one, UidSet.ALL.and(one).without(UidSet.EMPTY));
    }

    private static UidSet setOf(List<Integer> uids) {
        UidSet.Builder set = UidSet.builder();
        uids.forEach(set::add);
        return set.build();
    }

    @Property
    void setIsTheUnionOfWhatWasAdded(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> firsts,
            @ForAll @IntRange(min = 0, max = 9) int length) {
        TreeSet<Long> model = new TreeSet<>();
        UidSet.Builder builder = UidSet.builder();
        UidSet.Builder inHalves = UidSet.builder();
        for (int first : firsts) {
            builder.add(first, first + length);
            inHalves.add(UidSet.range(first, first + length));
            inHalves.build();
            for (long uid = first; uid <= first + length; uid++) {
                model.add(uid);
            }
        }
        UidSet set = builder.build();
        assertEquals(model.size(), set.size());
        assertEquals(set, inHalves.build());
        assertEquals(set.hashCode(), inHalves.build().hashCode());
        assertArrayEquals(model.stream().mapToLong(uid -> uid).toArray(), set.toArray());
        List<Long> each = new ArrayList<>();
        set.forEach(each::add);
        assertEquals(List.copyOf(model), each);
        for (long uid = 1; uid <= 70; uid++) {
            assertEquals(model.contains(uid), set.contains(uid));
        }
        for (int i = 1; i < set.ranges(); i++) {
            assertTrue(set.first(i) > set.last(i - 1) + 1, "ranges ascend and do not touch");
        }
    }
}
