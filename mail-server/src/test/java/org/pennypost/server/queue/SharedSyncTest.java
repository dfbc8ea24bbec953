package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits for the disk that several share. */
class SharedSyncTest {
    private final Semaphore disk = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger durable = new AtomicInteger();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void thoseWhoComeWhileOthersAreServedShareTheNext() throws Exception {
        SharedSync sync = new SharedSync(this::slowly);
        List<Future<Integer>> all = new ArrayList<>();
        all.add(callers.submit(() -> write(sync)));
        Office.await(() -> begun.get() == 1, () -> "the first does not begin");
        for (int i = 0; i < 20; i++) {
            all.add(callers.submit(() -> write(sync)));
        }
        Office.await(() -> written.get() == 21, () -> "" + written);
        disk.release(21);
        for (Future<Integer> one : all) {
            assertEquals(0, one.get(10, TimeUnit.SECONDS), "nobody goes on before his own is durable");
        }
        assertTrue(begun.get() <= 3, "waits for the disk: " + begun);
    }

    @Test
    void aFaultIsToldToAllWhomItConcernsAndToNobodyElse() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        SharedSync sync = new SharedSync(() -> {
            if (turn.incrementAndGet() == 1) {
                throw new IOException("no disk");
            }
        });
        assertThrows(IOException.class, sync::await);
        sync.await();
        assertEquals(2, turn.get());
    }

    @Test
    void aWantOfMemoryIsSuchAFault() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        SharedSync sync = new SharedSync(() -> {
            if (turn.incrementAndGet() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        assertThrows(IOException.class, sync::await);
        sync.await();
        assertEquals(2, turn.get());
    }

    @Test
    void whoIsToldToStopDoesNotFailTheOthers() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        SharedSync sync = new SharedSync(() -> {
            if (turn.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
            assertFalse(Thread.currentThread().isInterrupted());
        });
        sync.await();
        assertEquals(2, turn.get());
        assertTrue(Thread.interrupted(), "he still knows");
    }

    private void slowly() throws IOException {
        begun.incrementAndGet();
        int before = written.get();
        disk.acquireUninterruptibly();
        durable.set(before);
    }

    /** How many of the writes up to this one are not durable afterwards. */
    private int write(SharedSync sync) throws IOException {
        int mine = written.incrementAndGet();
        sync.await();
        return Math.max(0, mine - durable.get());
    }
}
