package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;

/** What a message takes of the heap: UID, flags, sequence, sizes, dates and the name of its file. */
class MemoryTest {
    private static final int MESSAGES = 200_000;
    private static final int MOST = 100;

    @Test
    void messageTakesNoMoreThanAHundredOctets() {
        View small = view(256);
        long before = used();
        View view = view(MESSAGES);
        long each = (used() - before) / MESSAGES;
        assertEquals(MESSAGES, view.picture().size());
        assertEquals(256, small.picture().size());
        assertTrue(view.places().of(MESSAGES).orElseThrow().name().startsWith("17"));
        assertTrue(each <= MOST, each + " octets a message");
    }

    private static View view(int messages) {
        PictureEditor editor = Picture.empty("id", 1_764_000_000L).edit();
        Places.Editor places = Places.NONE.edit();
        for (int uid = 1; uid <= messages; uid++) {
            long second = 1_764_111_111L + uid;
            long size = 10_000 + uid % 5000;
            editor.restore(uid, uid, 8, size, Instant.ofEpochSecond(second), Instant.ofEpochSecond(second));
            String name = FileName.inCur(FileName.fresh(second, 1_764_000_000L, uid, size, size), "S");
            places.put(uid, new Place(name, false, false, Place.Dots.NONE));
        }
        return new View(editor.done(), places.done());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
