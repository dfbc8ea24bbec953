package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.Mails;

/** Another program holds a lock of Bob's for long: nobody but he has to wait. */
class SlowUserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private MailStore store;
    private Path bob;
    private Path held;

    @BeforeEach
    void open() throws StoreException {
        store = new Tree(directory).open();
        bob = directory.resolve("bob/Maildir");
    }

    @AfterEach
    void close() throws StoreException {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void othersCanLogInWhileAnAccountIsOpened() throws Exception {
        hold("pennypost-mailboxes");
        BlockingQueue<Thread> opener = new LinkedBlockingQueue<>();
        Future<?> opened = threads.submit(() -> {
            opener.add(Thread.currentThread());
            return store.account("bob");
        });
        Thread waiting = opener.take();
        spinUntil(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertTimeoutPreemptively(PATIENCE, () -> store.account("alice"));
        Files.delete(held);
        opened.get();
    }

    @Test
    void othersHearOfNewMail() throws Exception {
        Semaphore told = new Semaphore(0);
        Semaphore toldBob = new Semaphore(0);
        Tree.inbox(store).watch(told::release);
        store.account("bob").mailbox(MailboxName.INBOX).watch(toldBob::release);
        deliverToBob("1600000001.M1P1.host");
        assertTrue(toldBob.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS), "he is followed");
        hold(UidList.FILE);
        deliverToBob("1600000002.M1P1.host");
        Future<Long> appended = threads.submit(() -> Mails.append(store.account("bob"), "two\r\n"));
        for (int i = 1; i <= 3; i++) {
            new Tree(directory).deliver("new", "160000000" + i + ".M1P1.host", "one\n");
            while (Tree.inbox(store).picture().size() < i) {
                assertTrue(told.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        }
        Files.delete(held);
        appended.get();
        spinUntil(
                () -> store.account("bob").mailbox(MailboxName.INBOX).refresh().size() == 3);
    }

    private void deliverToBob(String name) throws IOException {
        Path file = Files.writeString(bob.resolve("tmp").resolve(name), "one\n");
        Files.move(file, bob.resolve("new").resolve(name));
    }

    /** Locks a file of Bob's as a program that lives, and does not let it go. */
    private void hold(String file) throws IOException {
        Files.createDirectories(bob);
        held = bob.resolve(file + ".lock");
        LockToken.makeFile(held);
    }

    private static void spinUntil(Callable<Boolean> so) throws Exception {
        long start = System.nanoTime();
        while (!so.call()) {
            assertTrue(System.nanoTime() - start < PATIENCE.toNanos());
            Thread.onSpinWait();
        }
    }
}
