package org.pennypost.server.queue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Makes the entries of a directory durable, once for all who ask while it is being done for others: what ten connections
 * put there at the same time costs two waits for the disk, not ten. Thread-safe.
 */
final class SharedSync {
    private final Sync sync;
    private final ReentrantLock disk = new ReentrantLock();
    private CompletableFuture<Void> next = new CompletableFuture<>();
    private boolean led;

    SharedSync(Path directory) {
        this(() -> OwnerOnly.makeDurable(directory));
    }

    SharedSync(Sync sync) {
        this.sync = sync;
    }

    /** What is shared. */
    @FunctionalInterface
    interface Sync {
        void run() throws IOException;
    }

    /** Returns when what was there before the call is durable. */
    void await() throws IOException {
        CompletableFuture<Void> mine;
        CompletableFuture<Void> following;
        boolean leads;
        synchronized (this) {
            mine = next;
            leads = !led;
            following = leads ? new CompletableFuture<>() : mine; // now: who leads must not fail for want of memory
            led = true;
        }
        if (leads) {
            lead(mine, following);
        }
        try {
            mine.join();
        } catch (CompletionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    /** The first of those who come while others are served waits for the disk; whoever comes until then is with him. */
    private void lead(CompletableFuture<Void> mine, CompletableFuture<Void> following) {
        disk.lock();
        try {
            synchronized (this) {
                next = following;
                led = false;
            }
            runUninterrupted();
            mine.complete(null);
        } catch (IOException | RuntimeException | Error trouble) {
            mine.completeExceptionally(trouble);
        } finally {
            disk.unlock();
        }
    }

    /** A thread that is told to stop while it waits for others, too, must not fail them. */
    private void runUninterrupted() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    sync.run();
                    return;
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
