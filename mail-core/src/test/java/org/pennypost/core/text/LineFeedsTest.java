package org.pennypost.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineFeedsTest {
    @Property
    void findsTheFirst(@ForAll @Size(max = 60) byte[] octets, @ForAll @IntRange(max = 60) int start) {
        for (int i = 0; i < octets.length; i++) {
            // One in eight is LF, and what differs from it in one bit is near it.
            octets[i] = (octets[i] & 7) == 0 ? (byte) '\n' : octets[i];
        }
        int from = Math.min(start, octets.length);
        int expected = from;
        while (expected < octets.length && octets[expected] != '\n') {
            expected++;
        }
        assertEquals(expected, LineFeeds.find(octets, from, octets.length));
    }

    @Test
    void neighboursOfLineFeedAreNone() {
        for (int octet = 0; octet < 256; octet++) {
            byte[] octets = {'\n', (byte) octet, 'x', 'x', 'x', 'x', 'x', '\n', '\n'};
            assertEquals(octet == '\n' ? 1 : 7, LineFeeds.find(octets, 1, octets.length));
            assertEquals(octet == '\n' ? 1 : 7, LineFeeds.find(octets, 1, 7));
        }
    }
}
