package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UidValiditiesTest {
    private static final String NAME = "dovecot-uidvalidity";

    @TempDir
    Path maildir;

    /** It renames the mark first. */
    @Test
    void whatDovecotIsAboutToGiveIsNotGivenAgain() throws Exception {
        UidValidities validities = at(1000);
        assertEquals(1000, validities.next());
        Files.move(maildir.resolve(NAME + ".000003e8"), maildir.resolve(NAME + ".00000500"));
        assertEquals(0x501, validities.next());
        assertEquals("00000501", Files.readString(maildir.resolve(NAME)));
        assertTrue(Files.exists(maildir.resolve(NAME + ".00000501")));
    }

    /** To look for other marks among thousands of mailboxes for each of them would take a minute for all. */
    @Test
    void noOtherMarkIsLookedForWhileTheLastIsThere() throws Exception {
        UidValidities validities = at(1000);
        assertEquals(1000, validities.next());
        Files.createFile(maildir.resolve(NAME + ".fffffff0"));
        assertEquals(1001, validities.next());
        assertFalse(Files.exists(maildir.resolve(NAME + ".000003e8")));
    }

    private UidValidities at(long second) {
        InstantSource time = () -> Instant.ofEpochSecond(second);
        return new UidValidities(maildir, new Disk(false, false), time);
    }
}
