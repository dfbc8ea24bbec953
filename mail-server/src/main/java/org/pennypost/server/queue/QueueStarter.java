package org.pennypost.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.QueueStart;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.mailbox.StoreException;

/**
 * Starts what waits for a node that asks for its mail: RFC 1985. Anybody may ask, because the mail goes to where it would
 * go anyway; nobody can make us try more often than once a minute, and only who is known here hears how much there is.
 * Thread-safe.
 */
final class QueueStarter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QueueStarter.class.getName());
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int STARTS = 100;
    private static final int REMEMBERED = 10_000;

    private final Lasting lasting = new Lasting(LOG, "the start of a queue");
    private final Queue queue;
    private final ThreadPoolExecutor starting =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(STARTS), task -> {
                Thread thread = new Thread(task, "mail-queue-start");
                thread.setDaemon(true);
                return thread;
            });
    private final Map<String, Instant> started = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    QueueStarter(Queue queue) {
        this.queue = queue;
        starting.allowCoreThreadTimeOut(true);
    }

    QueueStart.Outcome start(QueueStart.Request request, Origin origin) {
        if (!(request instanceof QueueStart.Node node)) {
            return new QueueStart.NotAllowed(); // RFC 1985 §5.3: there are no queues with names
        }
        List<Task.Key> waiting = queue.waiting(destinations(node));
        boolean known = origin.login().isPresent() || origin.peer().remote().loopback();
        if (waiting.isEmpty()) {
            return known ? new QueueStart.Nothing() : new QueueStart.Started();
        }
        List<Task.Key> due = due(waiting);
        try {
            starting.execute(lasting.of(() -> due.forEach(this::start)));
        } catch (RejectedExecutionException busy) {
            return new QueueStart.Unable();
        }
        return known ? new QueueStart.Pending(waiting.size()) : new QueueStart.Started();
    }

    /** What is being started is not started again. */
    @Override
    public void close() {
        starting.shutdownNow();
    }

    private static Predicate<String> destinations(QueueStart.Node node) {
        String name = node.name().toString().toLowerCase(Locale.ROOT);
        // RFC 1985 §5.3: "@" is for all below it, too
        return node.subdomains()
                ? destination -> destination.equals(name) || destination.endsWith("." + name)
                : name::equals;
    }

    private synchronized List<Task.Key> due(List<Task.Key> waiting) {
        Instant now = queue.now();
        List<String> fresh = waiting.stream()
                .map(Task.Key::destination)
                .distinct()
                .filter(destination -> !started.getOrDefault(destination, Instant.EPOCH)
                        .plus(AGAIN)
                        .isAfter(now))
                .toList();
        fresh.forEach(destination -> {
            started.remove(destination);
            started.put(destination, now);
        });
        return new ArrayList<>(waiting.stream()
                .filter(key -> fresh.contains(key.destination()))
                .toList());
    }

    private void start(Task.Key key) {
        QueueId id = key.id();
        try {
            Instant now = queue.now();
            queue.reached(key.destination(), true);
            queue.change(
                    id,
                    message -> message.since().isAfter(now) // RFC 4865: it is not late, it is early
                            ? message
                            : message.each(recipient -> recipient.waits()
                                            && queue.places()
                                                    .destination(recipient.recipient())
                                                    .equals(key.destination())
                                    ? recipient.due(now)
                                    : recipient));
        } catch (StoreException trouble) {
            LOG.log(System.Logger.Level.WARNING, id + " is not started", trouble);
        }
    }
}
