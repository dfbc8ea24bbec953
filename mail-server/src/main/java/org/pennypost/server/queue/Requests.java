package org.pennypost.server.queue;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/**
 * What operators wish of a queue that a server has: a file each in {@code requests/}, called {@code hold.ID}, which is
 * removed when it is done. Confined to one thread.
 */
final class Requests {
    private static final System.Logger LOG = System.getLogger(Requests.class.getName());

    private final Path directory;
    /** What has been said in the log. */
    private final Set<Path> complained = new HashSet<>();

    Requests(Path queue) throws IOException {
        this.directory = queue.resolve("requests");
        OwnerOnly.directory(directory);
    }

    /** What can be wished. */
    enum Wish {
        /** Try now. */
        FLUSH,
        /** Stop trying. */
        HOLD,
        /** Go on. */
        RELEASE,
        /** Throw away, without telling anybody. */
        REMOVE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What it does to a message that stays. */
        UnaryOperator<QueuedMessage> change(Instant now) {
            return switch (this) {
                case FLUSH -> message -> message.each(recipient -> recipient.waits() ? recipient.due(now) : recipient);
                case HOLD -> message -> message.held(true);
                case RELEASE -> message -> message.released(now);
                case REMOVE -> UnaryOperator.identity();
            };
        }

        private static Optional<Wish> of(String word) {
            return List.of(values()).stream()
                    .filter(wish -> wish.word().equals(word))
                    .findFirst();
        }
    }

    /** Puts a wish down. */
    Path put(Wish wish, QueueId id) throws IOException {
        Path file = directory.resolve(wish.word() + "." + id);
        OwnerOnly.open(file, CREATE, WRITE).close();
        return file;
    }

    /** Does what is wished. What cannot be done now is tried again the next time, and holds up nothing else. */
    void serve(Queue queue) {
        Set<Path> failed = new HashSet<>();
        for (Path file : files(failed)) {
            try {
                serve(file, queue);
            } catch (IOException | StoreException | RuntimeException trouble) {
                complain(file, trouble, failed);
            }
        }
        complained.retainAll(failed);
    }

    private List<Path> files(Set<Path> failed) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(files::add);
        } catch (IOException | DirectoryIteratorException trouble) {
            complain(directory, trouble, failed);
        }
        return files;
    }

    private static void serve(Path file, Queue queue) throws IOException, StoreException {
        String[] words = file.getFileName().toString().split("\\.", 2);
        Optional<Wish> wish = Wish.of(words[0]);
        if (wish.isPresent() && words.length == 2 && words[1].matches("[0-9a-z]{16}")) {
            fulfil(wish.get(), new QueueId(words[1]), queue);
        }
        Files.deleteIfExists(file);
    }

    /** Once for each, or else the log says nothing but this. */
    private void complain(Path file, Exception trouble, Set<Path> failed) {
        failed.add(file);
        if (complained.add(file)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what an operator wishes of the queue cannot be done: " + file,
                    trouble);
        }
    }

    /** Does one thing; false if there is no such message. */
    static boolean fulfil(Wish wish, QueueId id, Queue queue) throws StoreException {
        if (wish == Wish.FLUSH) {
            queue.forgive(id);
        }
        boolean done = wish == Wish.REMOVE
                ? queue.remove(id)
                : queue.change(id, wish.change(queue.now())).isPresent();
        if (done) {
            queue.note(id, "an operator said " + wish.word());
        }
        return done;
    }
}
