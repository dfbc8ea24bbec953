package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.TreeHead;

/** Looks after the log: makes durable what was noted, signs, has it stamped, and does what the command line asks for. */
final class Keeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
    private static final long LOOK_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 15;

    private final EvidenceLog log;
    private final Path wish;
    private final Duration interval;
    private final InstantSource clock;
    private final Stamper stamper;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mail-evidence");
        thread.setDaemon(true);
        return thread;
    });
    private Instant signed;
    private volatile Optional<TreeHead> head = Optional.empty();
    private boolean settling;
    private boolean failing;

    private Keeper(Path directory, EvidenceLog log, Duration interval, InstantSource clock, Stamper stamper) {
        this.log = log;
        this.wish = Checkpoint.wish(directory);
        this.interval = interval;
        this.clock = clock;
        this.stamper = stamper;
        this.signed = clock.instant();
    }

    static Keeper start(Path directory, EvidenceLog log, Duration interval, InstantSource clock, Stamper stamper) {
        Keeper keeper = new Keeper(directory, log, interval, clock, stamper);
        keeper.thread.scheduleWithFixedDelay(keeper::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return keeper;
    }

    /** What an operator sees of the log: how much there is, and what was signed last since the start. */
    String sight() {
        return head.map(last -> log.size() + " events; the first " + last.size() + " signed at " + last.time() + ": "
                        + last.root())
                .orElseGet(() -> log.size() + " events; none signed since the start");
    }

    /** Signs what is new. A stamp that would be waited for is made after the next start. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            log.sign(clock.instant());
            stamper.stampAtOnce();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException | StoreException trouble) {
            failed(trouble);
        }
        try {
            log.close();
        } catch (IOException trouble) {
            failed(trouble);
        }
    }

    private void look() {
        try {
            settling = !settling; // every second: while the disk syncs, who writes waits
            if (settling) {
                log.settle();
            }
            Instant now = clock.instant();
            boolean wished = Files.exists(wish);
            if (wished || !now.isBefore(signed.plus(interval)) || now.isBefore(signed)) {
                signed = now;
                log.sign(now).ifPresent(made -> head = Optional.of(made.head()));
                stamper.hurry(now);
            }
            stamper.stamp(now);
            if (wished) {
                Files.deleteIfExists(wish);
            }
            failing = false;
        } catch (IOException | StoreException | RuntimeException trouble) { // the next look must come
            failed(trouble);
        }
    }

    /** The operator hears of it once. */
    private void failed(Exception trouble) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, "evidence is not signed: " + trouble.getMessage(), trouble);
        }
    }
}
