package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.UidSet;

/** STORE of more messages than are changed at a time. */
class FlagStoreTest {
    private static final int MESSAGES = FlagStore.AT_ONCE + 1;

    @TempDir
    Path maildir;

    /** All at once took as much memory as the mailbox several times over. */
    @Test
    void noMoreThanSoManyHaveOneModificationSequence() throws Exception {
        Path cur = Files.createDirectories(maildir.resolve("cur"));
        for (int i = 0; i < MESSAGES; i++) {
            Files.createFile(cur.resolve(i + ".x:2,"));
        }
        Folder folder = Tree.folder(maildir);
        FlagChange change = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
        UidSet left = new FlagStore(folder, UidSet.ALL, change, Long.MAX_VALUE).run();
        assertTrue(left.isEmpty());
        Picture now = folder.picture();
        assertEquals(MESSAGES, now.size());
        TreeMap<Long, Integer> changed = new TreeMap<>();
        for (int i = 0; i < MESSAGES; i++) {
            assertTrue(now.flags(i).contains(Flag.SEEN));
            changed.merge(now.modSeq(i), 1, Integer::sum);
        }
        assertEquals(FlagStore.AT_ONCE, changed.firstEntry().getValue());
        assertEquals(1, changed.lastEntry().getValue());
        folder.close();
    }
}
