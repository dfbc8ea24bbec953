package org.pennypost.server.queue;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Looks at what was in a spool when it was opened, each message once. Several threads may do that together, while the spool
 * is in use: a server with a long queue takes mail before it has read all of it.
 */
final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    private static final int MOST_THREADS = 4;

    private final Spool spool;
    private final Path directory;
    private volatile List<String> there;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean swept = new AtomicBoolean();

    Recovery(Spool spool, Path directory, List<String> there) {
        this.spool = spool;
        this.directory = directory;
        this.there = there;
    }

    /** Begins, in threads of its own; ends when all has been seen, or when the spool is closed. */
    void begin(Consumer<QueuedMessage> found) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < Math.min(threads, there.size()); i++) {
            Thread thread = new Thread(() -> run(found), "mail-queue-reader");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Shows what nobody else has shown; what is damaged is set aside. */
    void run(Consumer<QueuedMessage> found) {
        List<String> names = there;
        for (int i = next.getAndIncrement(); i < names.size() && spool.isOpen(); i = next.getAndIncrement()) {
            show(names.get(i), found);
        }
        there = List.of();
        if (swept.compareAndSet(false, true)) {
            sweep();
        }
    }

    /** Nobody changes it meanwhile: what is shown is what counts. */
    private void show(String name, Consumer<QueuedMessage> found) {
        synchronized (spool.stripe(name)) {
            try {
                found.accept(read(name));
            } catch (NoSuchFileException gone) {
                LOG.log(System.Logger.Level.DEBUG, name + " has left already");
            } catch (IllegalArgumentException fault) {
                setAside(name, fault.getMessage());
            } catch (IOException | OutOfMemoryError trouble) {
                LOG.log(System.Logger.Level.WARNING, name + " waits until the server starts again", trouble);
            }
        }
    }

    private QueuedMessage read(String name) throws IOException {
        QueuedMessage first = MessageFile.read(directory.resolve(Spool.MESSAGES).resolve(name));
        QueuedMessage message = Spool.changed(directory, name).orElse(first);
        if (!message.id().text().equals(name)) {
            throw new IllegalArgumentException("it is the envelope of " + message.id());
        }
        if (message.options().size() != first.options().size()) {
            throw new IllegalArgumentException("the message has another size");
        }
        return message;
    }

    private void setAside(String name, String why) {
        LOG.log(System.Logger.Level.WARNING, name + " in the queue is damaged and goes to damaged/: " + why);
        try {
            for (String part : new String[] {Spool.MESSAGES, Spool.ENVELOPES}) {
                Path file = directory.resolve(part).resolve(name);
                if (Files.exists(file)) {
                    String kind = part.equals(Spool.MESSAGES) ? ".message" : ".envelope";
                    Files.move(file, directory.resolve("damaged").resolve(name + kind), ATOMIC_MOVE, REPLACE_EXISTING);
                }
            }
            spool.lost();
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, name + " cannot be moved", trouble);
        }
    }

    /** Removes the envelopes of messages that have left. */
    private void sweep() {
        try (DirectoryStream<Path> changed = Files.newDirectoryStream(directory.resolve(Spool.ENVELOPES))) {
            for (Path envelope : changed) {
                Path message = directory.resolve(Spool.MESSAGES).resolve(envelope.getFileName());
                if (spool.isOpen() && Files.notExists(message)) {
                    Files.deleteIfExists(envelope);
                }
            }
        } catch (IOException | DirectoryIteratorException trouble) {
            LOG.log(System.Logger.Level.WARNING, "the envelopes of messages that have left stay", trouble);
        }
    }
}
