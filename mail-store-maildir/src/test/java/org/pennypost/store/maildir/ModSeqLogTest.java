package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.UidSet;

class ModSeqLogTest {
    private static final UidListHeader IDENTITY = new UidListHeader(7, 9, "abc", "");

    @TempDir
    Path maildir;

    /** Another process makes the log short while we wait for our turn. */
    @Test
    void recordIsWrittenToTheFileThatHasTheNameNow() throws Exception {
        Path file = maildir.resolve(ModSeqLog.FILE);
        ModSeqLog log = new ModSeqLog(new Home(maildir), new Disk(false, false));
        assertEquals(2, record(log, 1));
        Thread waiting;
        FutureTask<Long> second = new FutureTask<>(() -> record(log, 2));
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            waiting = new Thread(second);
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                assertTrue(held.isValid());
                Thread.onSpinWait();
            }
            Path fresh = Files.copy(file, maildir.resolve("fresh"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        assertEquals(3, second.get());
        ModSeqLog reader = new ModSeqLog(new Home(maildir), new Disk(false, false));
        reader.read();
        assertEquals(3, reader.highest());
        assertEquals(4, record(log, 3));
        reader.read();
        assertEquals(4, reader.highest());
    }

    private static long record(ModSeqLog log, long uid) throws IOException {
        return log.record(Map.of("S", UidSet.of(uid)), UidSet.EMPTY, IDENTITY);
    }
}
