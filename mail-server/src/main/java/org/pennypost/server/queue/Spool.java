package org.pennypost.server.queue;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The messages that wait, on disk. A message is there when its file is there; whatever else is found was never
 * acknowledged, or has left. Thread-safe; one process at a time.
 *
 * <pre>
 *   tmp/ID         what is being written
 *   messages/ID    a message with its envelope, see {@link MessageFile}; never changed
 *   envelopes/ID   its envelope since it has changed, see {@link EnvelopeFile}; replaced as a whole
 *   damaged/       what could not be read, for people to look at
 * </pre>
 */
final class Spool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Spool.class.getName());
    private static final int STRIPES = 64;
    private static final int PROBE = 64 * 1024;
    static final String MESSAGES = "messages";
    static final String ENVELOPES = "envelopes";

    private final Path directory;
    private final int most;
    private final FileChannel lock;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger drafts = new AtomicInteger();
    private final Recovery recovery;
    private final Object[] stripes = new Object[STRIPES];
    private final RecentMessages recent = new RecentMessages();
    private final SharedSync messages;
    private final SharedSync envelopes;

    private Spool(
            Path directory, int most, FileChannel lock, List<String> there, Function<Path, SharedSync> durability) {
        this.recovery = new Recovery(this, directory, there);
        this.count.set(there.size());
        this.messages = durability.apply(directory.resolve(MESSAGES));
        this.envelopes = durability.apply(directory.resolve(ENVELOPES));
        this.directory = directory;
        this.most = most;
        this.lock = lock;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /**
     * Opens a spool, made if it is not there; empty if another process has it. What was never acknowledged is removed.
     *
     * @param most how many messages it may hold
     */
    static Optional<Spool> open(Path directory, int most) throws IOException {
        return open(directory, most, SharedSync::new);
    }

    /** @param durability of the entries of a directory */
    static Optional<Spool> open(Path directory, int most, Function<Path, SharedSync> durability) throws IOException {
        for (String part : new String[] {"tmp", MESSAGES, ENVELOPES, "damaged"}) {
            OwnerOnly.directory(directory.resolve(part));
        }
        FileChannel lock = OwnerOnly.open(directory.resolve("lock"), CREATE, WRITE);
        try {
            if (lock.tryLock() != null) {
                removeHalves(directory);
                return Optional.of(new Spool(directory, most, lock, names(directory), durability));
            }
        } catch (OverlappingFileLockException ours) {
            LOG.log(System.Logger.Level.DEBUG, directory + " is open in this process");
        }
        lock.close();
        return Optional.empty();
    }

    private static void removeHalves(Path directory) throws IOException {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(directory.resolve("tmp"))) {
            for (Path half : halves) {
                Files.deleteIfExists(half);
            }
        }
    }

    /** Shows what was there when it was opened. */
    Recovery recovery() {
        return recovery;
    }

    /** A message is not there any more, whatever happened to it. */
    void lost() {
        count.decrementAndGet();
    }

    boolean isOpen() {
        return lock.isOpen();
    }

    /** How many messages there are. */
    int count() {
        return count.get();
    }

    /**
     * Room for a new message.
     *
     * @throws StoreException LIMIT
     */
    SpoolDraft draft() throws StoreException {
        if (count.get() >= most) {
            throw new StoreException(StoreException.Reason.LIMIT, "the queue is full: " + most + " messages");
        }
        return draftOfReport();
    }

    /** Room for a report, which is never refused: who waits for it could not be told otherwise. */
    SpoolDraft draftOfReport() throws StoreException {
        Path file = directory.resolve("tmp").resolve("draft" + drafts.incrementAndGet());
        try {
            return new SpoolDraft(file);
        } catch (IOException e) {
            throw trouble(file, e);
        }
    }

    /** Whether there is room on the disk, as far as a small file can tell. */
    boolean isWritable() {
        try (SpoolDraft probe = draftOfReport()) {
            probe.write(ByteBuffer.allocate(PROBE));
            return true;
        } catch (StoreException trouble) {
            return false;
        }
    }

    /** Adds a message; when this returns, it is durable. Its declared size must be that of the draft. */
    void add(QueuedMessage message, SpoolDraft draft) throws StoreException {
        String name = message.id().text();
        try {
            draft.finish(message);
            Files.move(draft.file(), message(name), ATOMIC_MOVE);
            messages.await();
            recent.put(message);
            count.incrementAndGet();
        } catch (IOException e) {
            withdraw(message(name));
            throw trouble(message(name), e);
        }
    }

    /** What is not acknowledged must not be found at the next start: who sent it will send it again. */
    private static void withdraw(Path message) {
        try {
            Files.deleteIfExists(message);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, message + " was not acknowledged, but may be sent", e);
        }
    }

    /** A message as it is now; empty if it has left. */
    Optional<QueuedMessage> find(QueueId id) throws StoreException {
        Optional<QueuedMessage> known = recent.find(id);
        try {
            return known.isPresent() ? known : read(directory, id.text());
        } catch (IOException | IllegalArgumentException e) {
            throw trouble(message(id.text()), e);
        }
    }

    /** A message of the spool in a directory, whoever has it; empty if it has left. */
    static Optional<QueuedMessage> read(Path directory, String name) throws IOException {
        Path file = directory.resolve(MESSAGES).resolve(name);
        Optional<QueuedMessage> changed = changed(directory, name);
        try {
            return changed.isEmpty()
                    ? Optional.of(MessageFile.read(file))
                    : changed.filter(any -> !Files.notExists(file));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** The names of the messages of the spool in a directory, oldest first. */
    static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(MESSAGES))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException none) {
            return List.of();
        }
        names.sort(String::compareTo);
        return names;
    }

    /** A message as it is since it has changed, if it has. */
    static Optional<QueuedMessage> changed(Path directory, String name) throws IOException {
        Path file = directory.resolve(ENVELOPES).resolve(name);
        // most have none, and an exception costs more than a look; who cannot look must not take it for unchanged
        return Files.notExists(file) ? Optional.empty() : Optional.of(EnvelopeFile.parse(Files.readAllBytes(file)));
    }

    /** Changes an envelope; a message that has nothing left to do leaves. Durable when this returns. */
    Optional<QueuedMessage> change(QueueId id, UnaryOperator<QueuedMessage> change) throws StoreException {
        synchronized (stripe(id.text())) {
            Optional<QueuedMessage> now = find(id).map(change);
            if (now.isPresent()) {
                try {
                    if (now.get().finished()) {
                        erase(id);
                    } else {
                        write(now.get());
                    }
                } catch (IOException e) {
                    throw trouble(envelope(id.text()), e);
                }
            }
            return now;
        }
    }

    /** Removes a message, whatever its state. */
    boolean remove(QueueId id) throws StoreException {
        synchronized (stripe(id.text())) {
            try {
                return !Files.notExists(message(id.text())) && erase(id);
            } catch (IOException e) {
                throw trouble(envelope(id.text()), e);
            }
        }
    }

    /** The octets of a message. */
    Content content(QueuedMessage message) {
        return new SpoolContent(message(message.id().text()), message.options().size());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    static StoreException trouble(Path file, Exception cause) {
        return new StoreException(StoreException.Reason.UNAVAILABLE, file + " cannot be used", cause);
    }

    /** The message is gone for good before its envelope is, or else its first envelope would count again. */
    private boolean erase(QueueId id) throws IOException {
        recent.remove(id);
        if (Files.deleteIfExists(message(id.text()))) {
            lost();
        }
        messages.await();
        Files.deleteIfExists(envelope(id.text()));
        return true;
    }

    private void write(QueuedMessage message) throws IOException {
        recent.remove(message.id()); // if this fails, what is on disk counts
        Path half = directory.resolve("tmp").resolve(message.id().text());
        try (FileChannel channel = OwnerOnly.open(half, CREATE, TRUNCATE_EXISTING, WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(EnvelopeFile.text(message));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        Files.move(half, envelope(message.id().text()), ATOMIC_MOVE, REPLACE_EXISTING);
        envelopes.await();
        recent.put(message);
    }

    /** Who changes a message has this. */
    Object stripe(String name) {
        return stripes[Math.floorMod(name.hashCode(), STRIPES)];
    }

    private Path envelope(String name) {
        return directory.resolve(ENVELOPES).resolve(name);
    }

    private Path message(String name) {
        return directory.resolve(MESSAGES).resolve(name);
    }
}
