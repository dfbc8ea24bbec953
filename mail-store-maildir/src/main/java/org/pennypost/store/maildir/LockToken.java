package org.pennypost.store.maildir;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in {@code tmp} with the name of this process in it. A lock is one more name of it: making and removing a file
 * for each delivery would cost the file system a quarter of the work of the delivery (an inode that was just freed may
 * not be given again for some seconds, and ext4 passes over each of these in its search for another).
 *
 * <p>It goes when it is closed, or when its folder has been let go. Thread-safe.
 */
final class LockToken {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong COUNT = new AtomicLong();
    private static final String HOST = FileName.scratch(0, 0).replaceAll(".*\\.", "");
    private static final long OURS = ProcessHandle.current().pid();
    /**
     * Where no two processes have one number: containers may share the name of their host, and each has a process 1. A
     * NUL comes before it, so that who compares the name of the host in C sees nothing else.
     */
    private static final String REALM = "\0" + realm();

    private static final String OWNER = OURS + ":" + HOST + REALM;
    /** No lock of ours is older, but for what the file system's clock may be behind: a tick, or whole seconds. */
    private static final long START_MILLIS = System.currentTimeMillis();

    private static final Pattern SAID = Pattern.compile("([0-9]{1,10}):([^\\x00]*)((?s:\\x00.*)?)");
    private static final long FINE_TICK_MILLIS = 20;
    private static final long COARSE_TICK_MILLIS = 2_100;

    private final Token token;
    private final Cleaner.Cleanable end;
    private volatile boolean linkable = true;

    LockToken(Home home) {
        this.token = new Token(home);
        this.end = CLEANER.register(this, token::remove);
    }

    /** The file; it does not know who uses it. */
    private static final class Token {
        private final Home home;
        private final String name = "tmp/"
                + FileName.scratch(Instant.now().getEpochSecond(), COUNT.incrementAndGet())
                        .replace("Q", "L");
        private volatile boolean made;

        Token(Home home) {
            this.home = home;
        }

        Path made() throws IOException {
            Path file = home.file(name);
            if (!made) {
                makeFile(file);
                made = true;
            }
            return file;
        }

        void remove() {
            try {
                if (made) {
                    Files.deleteIfExists(home.file(name));
                }
            } catch (IOException left) {
                System.getLogger(LockToken.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> "left in tmp: " + name, left);
            }
        }
    }

    /** Notes that this process is there, before it meets any lock: those that are taken from now on are of the living. */
    static void begin() {
        System.getLogger(LockToken.class.getName())
                .log(System.Logger.Level.DEBUG, () -> "locks of this name before " + START_MILLIS + " are of the dead");
    }

    /** Who holds a lock as it says. */
    private record Holder(long pid, String host, String realm) {
        /** Nobody, if it does not say. */
        static Holder of(Path lock) throws IOException {
            String text = Disk.read(lock).strip();
            Matcher said = SAID.matcher(text);
            return said.matches()
                    ? new Holder(Long.parseLong(said.group(1)), said.group(2), said.group(3))
                    : new Holder(0, "", "");
        }

        /** Whether there is another process of that number: other programs do not say more than their host. */
        boolean isElsewhere() {
            return !host.equals(HOST) || !realm.isEmpty() && !realm.equals(REALM);
        }
    }

    /**
     * Whether a lock says that a process of this host holds it, which is dead; or another process has its number, as in
     * a container, where each server has the same.
     *
     * @param touched when somebody held the lock for certain
     */
    static boolean deserted(Path lock, long touched) throws IOException {
        Holder holder = Holder.of(lock);
        if (holder.isElsewhere()) {
            return false;
        }
        if (holder.pid() == OURS) {
            return touched + (touched % 1_000 == 0 ? COARSE_TICK_MILLIS : FINE_TICK_MILLIS) < START_MILLIS;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(holder.pid());
        return process.isEmpty()
                || process.get() // the system tells this to the second
                        .info()
                        .startInstant()
                        .map(start -> touched + COARSE_TICK_MILLIS < start.toEpochMilli())
                        .orElse(false);
    }

    /** Whether a lock says that this process holds it. */
    static boolean isOurs(Path lock) throws IOException {
        return Disk.read(lock).strip().equals(OWNER);
    }

    /**
     * Whether a lock says that it was taken in this host's former life, or in another container of this name before
     * this process was there: by the server in whose place this one has come.
     */
    static boolean isOfFormer(Path lock, long touched) throws IOException {
        Holder holder = Holder.of(lock);
        return touched <= START_MILLIS && holder.host().equals(HOST) && holder.isElsewhere();
    }

    /** The boot and the name space of process numbers; empty where the system does not tell. */
    private static String realm() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return boot + "." + space.replaceAll("[^0-9]", "");
        } catch (IOException notLinux) {
            System.getLogger(LockToken.class.getName()).log(System.Logger.Level.DEBUG, "no realm", notLinux);
            return "";
        }
    }

    /** Makes a lock without a token; a full disk leaves none that nobody holds. */
    static void makeFile(Path lock) throws IOException {
        try (FileChannel channel = Disk.create(lock)) {
            sign(channel, lock);
        }
    }

    private static void sign(FileChannel channel, Path lock) throws IOException {
        try {
            Disk.write(channel, OWNER);
        } catch (IOException full) {
            Files.deleteIfExists(lock);
            throw full;
        }
    }

    /**
     * Makes a lock.
     *
     * @throws FileAlreadyExistsException if somebody holds it
     */
    void make(Path lock) throws IOException {
        try {
            if (linkable) {
                Files.createLink(lock, token.made());
                return;
            }
        } catch (FileAlreadyExistsException held) {
            throw held;
        } catch (NoSuchFileException gone) {
            token.made = false; // somebody has cleaned tmp, or the whole mailbox is gone
        } catch (FileSystemException | UnsupportedOperationException without) {
            if (isLinked(lock)) {
                return;
            }
            linkable = false;
        }
        makeFile(lock);
    }

    /** A file system in a network may have done what it says it could not. */
    private boolean isLinked(Path lock) throws IOException {
        return Files.exists(lock) && Files.isSameFile(lock, token.made());
    }

    void close() {
        end.clean();
    }
}
