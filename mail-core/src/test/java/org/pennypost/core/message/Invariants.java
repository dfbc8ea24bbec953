package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is true of the structure of any octets. */
final class Invariants {
    private Invariants() {}

    static void check(byte[] message, MessageStructure structure) {
        assertEquals(new Extent(0, message.length), structure.whole());
        check(message, structure.root());
    }

    private static void check(byte[] message, MimePart part) {
        assertEquals(part.header().end(), part.body().offset(), "a body begins where its header ends");
        assertEquals(lineFeeds(message, part.body()), part.lines(), "lines are line ends");
        if (part instanceof MimePart.Multipart multipart) {
            long at = part.body().offset();
            for (MimePart inner : multipart.parts()) {
                assertTrue(inner.header().offset() >= at, "parts lie behind each other");
                at = inner.body().end();
                check(message, inner);
            }
            assertTrue(at <= part.body().end(), "parts lie inside");
        } else if (part instanceof MimePart.Embedded embedded) {
            assertEquals(part.body(), embedded.message().whole(), "a message is all of the body around it");
            check(message, embedded.message().root());
        }
    }

    private static long lineFeeds(byte[] message, Extent extent) {
        long count = 0;
        for (long i = extent.offset(); i < extent.end(); i++) {
            count += message[Math.toIntExact(i)] == '\n' ? 1 : 0;
        }
        return count;
    }
}
