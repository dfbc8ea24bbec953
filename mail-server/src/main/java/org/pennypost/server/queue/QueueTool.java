package org.pennypost.server.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.StoreException;

/** A queue as operators see it, beside a server that runs, or without one. */
public final class QueueTool {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 1000;

    private final Path directory;

    private QueueTool(Path directory) {
        this.directory = directory;
    }

    /** The queue in a directory, which need not exist. */
    public static QueueTool of(Path directory) {
        return new QueueTool(directory);
    }

    /**
     * A message that waits, in short.
     *
     * @param id its name
     * @param received when it came
     * @param octets how long it is
     * @param held whether an operator has stopped it
     * @param due when the next attempt is
     * @param sender where reports go
     * @param recipient the first who waits
     * @param recipients how many wait
     * @param answer what came of the last attempt for the first of them; empty if there was none
     */
    public record Waiting(
            QueueId id,
            Instant received,
            long octets,
            boolean held,
            Instant due,
            String sender,
            String recipient,
            int recipients,
            String answer) {}

    /** Shows each message, oldest first. */
    public void each(Consumer<Waiting> consumer) throws IOException {
        for (String id : ids()) {
            read(id).ifPresent(message -> consumer.accept(inShort(message)));
        }
    }

    /** The ids of all messages, oldest first. */
    public List<String> ids() throws IOException {
        return Spool.names(directory);
    }

    /** All about one message; nothing if there is none. */
    public List<String> show(QueueId id) throws IOException {
        List<String> lines = new ArrayList<>();
        read(id.text()).ifPresent(message -> {
            lines.add("id        " + message.id() + (message.held() ? " (held)" : ""));
            lines.add("received  " + message.received());
            lines.add("size      " + message.options().size());
            lines.add("from      " + message.from());
            message.recipients().forEach(recipient -> lines.add(line(recipient)));
        });
        return lines;
    }

    /**
     * Has something done: flush, hold, release or remove.
     *
     * @return whether it has been done; if not, the server will do it later
     */
    public boolean wish(String word, QueueId id) throws IOException {
        Requests.Wish wish = Requests.Wish.valueOf(word.toUpperCase(Locale.ROOT));
        Optional<Spool> own = Spool.open(directory, Integer.MAX_VALUE);
        if (own.isPresent()) {
            try (Spool spool = own.get()) {
                alone(spool, wish, id);
                return true;
            } catch (StoreException e) {
                throw new IOException(e);
            }
        }
        Path file = new Requests(directory).put(wish, id);
        return isGone(file);
    }

    private static void alone(Spool spool, Requests.Wish wish, QueueId id) throws StoreException {
        if (wish == Requests.Wish.REMOVE) {
            spool.remove(id);
        } else {
            spool.change(id, wish.change(Instant.now()));
        }
    }

    /** Waits until the server has done it. */
    private static boolean isGone(Path file) throws IOException {
        try (WatchService watch = file.getFileSystem().newWatchService()) {
            file.getParent().register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            Instant end = Instant.now().plus(PATIENCE);
            while (Files.exists(file) && Instant.now().isBefore(end)) {
                WatchKey key = watch.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return !Files.exists(file);
    }

    private Optional<QueuedMessage> read(String id) throws IOException {
        try {
            return Spool.read(directory, id);
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static Waiting inShort(QueuedMessage message) {
        List<QueuedRecipient> waiting =
                message.recipients().stream().filter(QueuedRecipient::waits).toList();
        return new Waiting(
                message.id(),
                message.received(),
                message.options().size(),
                message.held(),
                waiting.stream()
                        .map(QueuedRecipient::due)
                        .min(Instant::compareTo)
                        .orElse(message.received()),
                message.from().toString(),
                waiting.isEmpty() ? "" : waiting.get(0).recipient().path().toString(),
                waiting.size(),
                waiting.isEmpty() ? "" : waiting.get(0).said());
    }

    private static String line(QueuedRecipient recipient) {
        String state = recipient.state().name().toLowerCase(Locale.ROOT);
        String next = recipient.waits() ? ", next attempt " + recipient.due() : "";
        String said = recipient.said().isEmpty() ? "" : ": " + recipient.said();
        return "to        " + recipient.recipient().path() + " " + state + ", " + recipient.attempts()
                + (recipient.attempts() == 1 ? " attempt" : " attempts") + next + said;
    }
}
