package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.ChildJvm;

class LockTokenTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path maildir;

    @TempDir
    Path links;

    private LockToken token;
    private Path list;
    private Path lock;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectory(maildir.resolve("tmp"));
        token = new LockToken(new Home(maildir));
        list = maildir.resolve("dovecot-uidlist");
        lock = maildir.resolve("dovecot-uidlist.lock");
    }

    @Test
    void aLockIsOneMoreNameOfIt() throws Exception {
        Object first = key();
        assertEquals(first, key());
        assertFalse(Files.exists(lock));
        try (DotLock held = DotLock.on(list, token)) {
            held.keep();
            assertThrows(FileAlreadyExistsException.class, () -> token.make(lock));
            assertEquals(
                    ProcessHandle.current().pid() + "", Files.readString(lock).split(":")[0]);
        }
        token.close();
        assertEquals(0, count());
    }

    @Test
    void isMadeAgainIfSomebodyCleansTmp() throws Exception {
        key();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(maildir.resolve("tmp"))) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        key();
        Object again = key();
        assertEquals(again, key());
        assertEquals(1, count());
    }

    /** A folder is let go without being told. */
    @Test
    void goesWithItsFolder() throws Exception {
        key();
        assertEquals(1, count());
        token = null;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (count() > 0 && System.nanoTime() < end) {
            System.gc();
        }
        assertEquals(0, count());
    }

    /** The token may be old: when the lock was taken is what counts. */
    @Test
    void aLockThatWasJustTakenIsNotStale() throws Exception {
        key();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(maildir.resolve("tmp"))) {
            for (Path file : files) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            }
        }
        try (DotLock held = DotLock.on(list, token)) {
            held.keep();
            assertTrue(Files.getLastModifiedTime(lock).toMillis() == 0 && !DotLock.stale(lock));
        }
    }

    /** The disk has not let go of it, and said so. */
    @Test
    void aLockThatCouldNotBeRemovedHoldsNobodyUpForLong() throws Exception {
        LockToken.makeFile(lock);
        assertFalse(DotLock.stale(lock));
        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> DotLock.on(list, token).close());
        assertFalse(Files.exists(lock));
    }

    /** A symbolic link gives two users one Maildir, and what one of them does may take long. */
    @Test
    void aLockThatIsHeldHereByAnotherPathIsNotStale() throws Exception {
        Path link = Files.createSymbolicLink(links.resolve("link"), maildir);
        CompletableFuture<DotLock> other;
        try (DotLock held = DotLock.on(list, token)) {
            other = CompletableFuture.supplyAsync(() -> locked(link.resolve("dovecot-uidlist")));
            assertThrows(TimeoutException.class, () -> other.get(3, TimeUnit.SECONDS));
            held.keep();
        }
        other.get(30, TimeUnit.SECONDS).close();
    }

    private static DotLock locked(Path file) {
        try {
            return DotLock.on(file);
        } catch (StoreException taken) {
            throw new IllegalStateException(taken);
        }
    }

    /** In a container each server has the same process id. */
    @Test
    void aLockThatIsOlderThanTheProcessOfThatNumberIsStale() throws Exception {
        long now = System.currentTimeMillis();
        LockToken.makeFile(lock);
        assertFalse(LockToken.deserted(lock, now));
        assertTrue(LockToken.deserted(lock, now - 3_600_000));
        Process other = ChildJvm.of(List.of(), Waiting.class).start();
        try {
            Files.writeString(lock, Files.readString(lock).replaceFirst("[0-9]+", other.pid() + ""));
            assertEquals('!', other.getInputStream().read());
            assertFalse(LockToken.deserted(lock, System.currentTimeMillis()));
            assertTrue(LockToken.deserted(lock, now - 3_600_000));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertTrue(LockToken.deserted(lock, System.currentTimeMillis()));
    }

    /** Two containers may have one name, and each has a process of this number; nor is each other's in the other's list. */
    @Test
    void aLockOfAServerInAnotherContainerIsNotStale() throws Exception {
        for (String pid : List.of(ProcessHandle.current().pid() + "", "4194305")) {
            elsewhere(pid);
            CompletableFuture<DotLock> other = CompletableFuture.supplyAsync(() -> locked(list));
            assertThrows(TimeoutException.class, () -> other.get(3, TimeUnit.SECONDS));
            Files.delete(lock);
            other.get(30, TimeUnit.SECONDS).close();
        }
    }

    /** A server that was killed, or whose machine was, comes again in another container. */
    @Test
    void aLockOfAServerBeforeThisOneInAnotherContainerIsStale() throws Exception {
        long began = System.currentTimeMillis();
        elsewhere("4194305");
        assertTrue(LockToken.isOfFormer(lock, 0));
        assertFalse(LockToken.isOfFormer(lock, began + 1));
        Files.delete(lock);
        LockToken.makeFile(lock);
        assertFalse(LockToken.isOfFormer(lock, 0));
    }

    /** Another server goes on while this one starts, and may hold the first lock that this one meets. */
    @Test
    void aLockThatWasTakenAfterTheStoreWasOpenedIsNotOfAFormerServer() throws Exception {
        Process other =
                ChildJvm.of(List.of(), Opening.class, maildir.toString()).start();
        try {
            assertEquals('!', other.getInputStream().read());
            elsewhere("4194305");
            other.getOutputStream().close();
            assertEquals("false", new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    /** A process that opens a store, and with the end of its input tells whether a lock is of a server before it. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            try (MailStore store = MaildirStore.open(directory.resolve("store"), false, InstantSource.system())) {
                System.out.print('!');
                System.out.flush();
                while (System.in.read() >= 0) {
                    // until the end
                }
                Path lock = directory.resolve("dovecot-uidlist.lock");
                System.out.print(LockToken.isOfFormer(
                        lock, Files.getLastModifiedTime(lock).toMillis()));
                System.out.flush();
                store.account("alice");
            }
        }
    }

    /** Who compares the name of the host in C sees no more than that. */
    @Test
    void isReadByOtherProgramsAsTheirOwn() throws Exception {
        LockToken.makeFile(lock);
        assertTrue(Files.readString(lock).split("\0")[0].matches("[0-9]+:[a-z0-9-]+"));
    }

    private void elsewhere(String pid) throws IOException {
        LockToken.makeFile(lock);
        String text = Files.readString(lock).replaceFirst("^[0-9]+", pid) + "1";
        long now = System.currentTimeMillis();
        do {
            Files.writeString(lock, text);
        } while (Files.getLastModifiedTime(lock).toMillis() <= now); // the file system's clock ticks seldom
    }

    /** A process that says that it is there, and ends with its input. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws IOException {
            System.out.print('!');
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the end
            }
        }
    }

    private Object key() throws Exception {
        try (DotLock held = DotLock.on(list, token)) {
            held.keep();
            return Files.getAttribute(lock, "unix:ino");
        }
    }

    private long count() throws Exception {
        try (var files = Files.list(maildir.resolve("tmp"))) {
            return files.count();
        }
    }
}
