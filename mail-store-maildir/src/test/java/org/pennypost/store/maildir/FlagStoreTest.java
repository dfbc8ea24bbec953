package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** STORE of more messages than are changed at a time, and of what another program changes as well. */
class FlagStoreTest {
    private static final int MESSAGES = FlagStore.AT_ONCE + 1;
    private static final FileTime TICK = FileTime.fromMillis(1_600_000_000_000L);

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

    /** Its rename has the same time as ours, so that nothing tells of it. */
    @Test
    void flagThatAnotherProgramHasJustTakenIsSetAgain() throws Exception {
        Path taken =
                Files.createFile(Files.createDirectories(maildir.resolve("cur")).resolve("1.x:2,"));
        Folder folder = Tree.folder(maildir);
        store(folder, FlagChange.Mode.ADD);
        renameInOneTickWithUs(folder, taken.resolveSibling("1.x:2,F"), taken);
        store(folder, FlagChange.Mode.ADD);
        assertTrue(Files.exists(taken.resolveSibling("1.x:2,F")));
        assertEquals(Flags.of(Flag.FLAGGED), folder.picture().flags(0));
        folder.close();
    }

    @Test
    void flagThatAnotherProgramHasJustSetIsTakenAgain() throws Exception {
        Path set =
                Files.createFile(Files.createDirectories(maildir.resolve("cur")).resolve("1.x:2,F"));
        Folder folder = Tree.folder(maildir);
        store(folder, FlagChange.Mode.REMOVE);
        renameInOneTickWithUs(folder, set.resolveSibling("1.x:2,"), set.resolveSibling("1.x:2,FS"));
        store(folder, FlagChange.Mode.REMOVE);
        assertTrue(Files.exists(set.resolveSibling("1.x:2,S")), "and what else it has set stays");
        assertEquals(Flags.of(Flag.SEEN), folder.picture().flags(0));
        folder.close();
    }

    private static void store(Folder folder, FlagChange.Mode mode) throws StoreException {
        new FlagStore(folder, UidSet.ALL, new FlagChange(mode, Flags.of(Flag.FLAGGED)), Long.MAX_VALUE).run();
    }

    private static void renameInOneTickWithUs(Folder folder, Path from, Path to) throws IOException {
        Files.setLastModifiedTime(from.getParent(), TICK);
        folder.inCur.changed();
        folder.inCur.settled(TimeUnit.DAYS.toNanos(1)); // too dear to be listed again
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Files.setLastModifiedTime(from.getParent(), TICK);
    }
}
