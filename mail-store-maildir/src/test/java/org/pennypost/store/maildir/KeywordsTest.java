package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.UidSet;

/** Another program gives letters to keywords when we do: under the lock of the uidlist, and looking at the file's time. */
@Timeout(60)
class KeywordsTest {
    @TempDir
    Path maildir;

    @Test
    void keywordsOfTwoProgramsHaveLettersOfTheirOwn() throws Exception {
        Path cur = Files.createDirectories(maildir.resolve("cur"));
        Files.createFile(cur.resolve("1.x:2,"));
        Folder folder = Tree.folder(maildir);
        FlagChange change = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.of("ours")));
        FutureTask<UidSet> storing = new FutureTask<>(new FlagStore(folder, UidSet.ALL, change, Long.MAX_VALUE)::run);
        Thread thread = new Thread(storing);
        try (DotLock lock = DotLock.on(folder.list.file())) {
            thread.start();
            Set<Thread.State> waitsOrIsDone = Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
            while (!waitsOrIsDone.contains(thread.getState())) {
                Thread.onSpinWait();
            }
            Files.deleteIfExists(maildir.resolve(Keywords.FILE + ".lock"));
            Files.writeString(maildir.resolve(Keywords.FILE), "0 theirs\n");
            lock.keep();
        }
        assertTrue(storing.get(30, TimeUnit.SECONDS).isEmpty());
        assertEquals(List.of("0 theirs", "1 ours"), Files.readAllLines(maildir.resolve(Keywords.FILE)));
        assertTrue(Files.exists(cur.resolve("1.x:2,b")));
        folder.close();
    }

    /** Dovecot keeps what it has read as long as the second is the same, and writes over what it has not read. */
    @Test
    void eachListOfKeywordsHasALaterSecond() throws Exception {
        Files.createFile(Files.createDirectories(maildir.resolve("cur")).resolve("1.x:2,"));
        Path list = Files.writeString(maildir.resolve(Keywords.FILE), "0 theirs\n");
        Files.setLastModifiedTime(list, FileTime.from(4_000_000_000L, TimeUnit.SECONDS));
        Folder folder = Tree.folder(maildir);
        for (String name : List.of("one", "two")) {
            FlagChange change = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.of(name)));
            new FlagStore(folder, UidSet.ALL, change, Long.MAX_VALUE).run();
        }
        assertEquals(List.of("0 theirs", "1 one", "2 two"), Files.readAllLines(list));
        assertEquals(4_000_000_002L, Files.getLastModifiedTime(list).to(TimeUnit.SECONDS));
        folder.close();
    }
}
