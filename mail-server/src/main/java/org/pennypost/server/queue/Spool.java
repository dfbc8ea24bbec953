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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.OwnerOnly;

/**
 * The messages that wait, on disk. A message is there when its envelope is there; whatever else is found was never
 * acknowledged. Thread-safe; one process at a time.
 *
 * <pre>
 *   tmp/ID         what is being written
 *   contents/ID    the octets of a message, never changed
 *   envelopes/ID   its envelope, see {@link EnvelopeFile}; replaced as a whole
 *   damaged/       what could not be read, for people to look at
 * </pre>
 */
final class Spool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Spool.class.getName());
    private static final int STRIPES = 64;

    private final Path directory;
    private final int most;
    private final FileChannel lock;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger drafts = new AtomicInteger();
    private final Object[] stripes = new Object[STRIPES];

    private Spool(Path directory, int most, FileChannel lock) {
        this.directory = directory;
        this.most = most;
        this.lock = lock;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /**
     * Opens a spool, made if it is not there; empty if another process has it.
     *
     * @param most how many messages it may hold
     */
    static Optional<Spool> open(Path directory, int most) throws IOException {
        for (String part : new String[] {"tmp", "contents", "envelopes", "damaged"}) {
            OwnerOnly.directory(directory.resolve(part));
        }
        FileChannel lock = OwnerOnly.open(directory.resolve("lock"), CREATE, WRITE);
        try {
            if (lock.tryLock() != null) {
                return Optional.of(new Spool(directory, most, lock));
            }
        } catch (OverlappingFileLockException ours) {
            LOG.log(System.Logger.Level.DEBUG, directory + " is open in this process");
        }
        lock.close();
        return Optional.empty();
    }

    /** Looks at all messages once, before anything else is done: removes what was never acknowledged. */
    void recover(Consumer<QueuedMessage> found) throws IOException {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(directory.resolve("tmp"))) {
            for (Path half : halves) {
                Files.deleteIfExists(half);
            }
        }
        try (DirectoryStream<Path> envelopes = Files.newDirectoryStream(directory.resolve("envelopes"))) {
            for (Path envelope : envelopes) {
                recover(envelope, found);
            }
        }
        try (DirectoryStream<Path> contents = Files.newDirectoryStream(directory.resolve("contents"))) {
            for (Path content : contents) {
                if (!Files.exists(directory.resolve("envelopes").resolve(content.getFileName()))) {
                    Files.deleteIfExists(content);
                }
            }
        }
    }

    private void recover(Path envelope, Consumer<QueuedMessage> found) throws IOException {
        String name = envelope.getFileName().toString();
        try {
            QueuedMessage message = EnvelopeFile.parse(Files.readAllBytes(envelope));
            if (!message.id().text().equals(name)) {
                throw new IllegalArgumentException("it is the envelope of " + message.id());
            }
            if (Files.size(content(name)) != message.options().size()) {
                throw new IllegalArgumentException("the message has another size");
            }
            count.incrementAndGet();
            found.accept(message);
        } catch (IllegalArgumentException | NoSuchFileException fault) {
            setAside(name, fault.getMessage());
        }
    }

    private void setAside(String name, String why) throws IOException {
        LOG.log(System.Logger.Level.WARNING, name + " in the queue is damaged and now in damaged/: " + why);
        for (String part : new String[] {"contents", "envelopes"}) {
            Path file = directory.resolve(part).resolve(name);
            if (Files.exists(file)) {
                String kind = part.equals("contents") ? ".content" : ".envelope";
                Files.move(file, directory.resolve("damaged").resolve(name + kind), ATOMIC_MOVE, REPLACE_EXISTING);
            }
        }
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

    /** Adds a message; when this returns, it is durable. Its declared size must be that of the draft. */
    void add(QueuedMessage message, SpoolDraft draft) throws StoreException {
        String name = message.id().text();
        try {
            draft.finish();
            Files.move(draft.file(), content(name), ATOMIC_MOVE);
            OwnerOnly.makeDurable(directory.resolve("contents"));
            write(message);
            count.incrementAndGet();
        } catch (IOException e) {
            throw trouble(content(name), e);
        }
    }

    /** A message as it is now; empty if it has left. */
    Optional<QueuedMessage> find(QueueId id) throws StoreException {
        Path file = envelope(id.text());
        try {
            return Optional.of(EnvelopeFile.parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw trouble(file, e);
        }
    }

    /** Changes an envelope; a message that has nothing left to do leaves. Durable when this returns. */
    Optional<QueuedMessage> change(QueueId id, UnaryOperator<QueuedMessage> change) throws StoreException {
        synchronized (stripes[Math.floorMod(id.hashCode(), STRIPES)]) {
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
        synchronized (stripes[Math.floorMod(id.hashCode(), STRIPES)]) {
            try {
                return Files.exists(envelope(id.text())) && erase(id);
            } catch (IOException e) {
                throw trouble(envelope(id.text()), e);
            }
        }
    }

    /** The octets of a message. */
    Content content(QueueId id) throws StoreException {
        Path file = content(id.text());
        try {
            return new SpoolContent(file, Files.size(file));
        } catch (IOException e) {
            throw trouble(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    static StoreException trouble(Path file, Exception cause) {
        return new StoreException(StoreException.Reason.UNAVAILABLE, file + " cannot be used", cause);
    }

    /** The envelope is gone for good before its message is, or else it would be an envelope without a message. */
    private boolean erase(QueueId id) throws IOException {
        Files.deleteIfExists(envelope(id.text()));
        OwnerOnly.makeDurable(directory.resolve("envelopes"));
        Files.deleteIfExists(content(id.text()));
        count.decrementAndGet();
        return true;
    }

    private void write(QueuedMessage message) throws IOException {
        Path half = directory.resolve("tmp").resolve(message.id().text());
        try (FileChannel channel = OwnerOnly.open(half, CREATE, TRUNCATE_EXISTING, WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(EnvelopeFile.text(message));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        Files.move(half, envelope(message.id().text()), ATOMIC_MOVE, REPLACE_EXISTING);
        OwnerOnly.makeDurable(directory.resolve("envelopes"));
    }

    private Path envelope(String name) {
        return directory.resolve("envelopes").resolve(name);
    }

    private Path content(String name) {
        return directory.resolve("contents").resolve(name);
    }
}
