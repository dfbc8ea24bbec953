package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.Uptime;
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
    private final Uptime uptime;
    private final Duties duties;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mail-evidence");
        thread.setDaemon(true);
        return thread;
    });
    private Duration signed;
    private volatile Optional<TreeHead> head = Optional.empty();
    private boolean settling;
    private boolean failing;

    /** What is done besides signing. */
    record Duties(
            Stamper stamper,
            Optional<Journaling> journal,
            Optional<Receipts> receipts,
            Optional<MailedCheckpoints> checkpoints) {
        /** From now on letters go this way. */
        void mailBy(Post way) {
            receipts.ifPresent(one -> one.by(way));
            checkpoints.ifPresent(one -> one.by(way));
        }
    }

    private Keeper(
            Path directory, EvidenceLog log, Duration interval, InstantSource clock, Uptime uptime, Duties duties) {
        this.log = log;
        this.wish = Checkpoint.wish(directory);
        this.interval = interval;
        this.clock = clock;
        this.uptime = uptime;
        this.duties = duties;
        this.signed = uptime.now();
    }

    static Keeper start(
            Path directory, EvidenceLog log, Duration interval, InstantSource clock, Uptime uptime, Duties duties) {
        Keeper keeper = new Keeper(directory, log, interval, clock, uptime, duties);
        Runnable look = new Lasting(LOG, "what looks after the evidence").of(keeper::look);
        keeper.thread.scheduleWithFixedDelay(look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return keeper;
    }

    /** What an operator sees of the log: how much there is, and what was signed last since the start. */
    String sight() {
        return head.map(last -> log.size() + " events; the first " + last.size() + " signed at " + last.time() + ": "
                        + last.root())
                .orElseGet(() -> log.size() + " events; none signed since the start");
    }

    /** Signs what is new. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            log.sign(clock.instant());
            duties.stamper().hurry();
            duties.stamper().stamp();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException | StoreException trouble) {
            failed(trouble);
        }
        duties.stamper().close();
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
            boolean wished = Files.exists(wish);
            boolean mailing =
                    duties.checkpoints().filter(MailedCheckpoints::isDue).isPresent();
            if (wished || mailing || uptime.now().minus(signed).compareTo(interval) >= 0) {
                sign();
            }
            duties.stamper().stamp();
            if (wished) {
                Files.deleteIfExists(wish);
            }
            if (mailing) {
                duties.checkpoints().get().mail(clock.instant());
            }
            if (duties.receipts().isPresent()) {
                duties.receipts().get().tell(log);
            }
            failing = false;
        } catch (IOException | StoreException | RuntimeException trouble) { // the next look must come
            failed(trouble);
        }
    }

    private void sign() throws IOException, StoreException {
        signed = uptime.now();
        log.sign(clock.instant()).ifPresent(made -> head = Optional.of(made.head()));
        duties.stamper().hurry();
        if (duties.journal().isPresent()) {
            duties.journal().get().expire();
        }
    }

    /** The operator hears of it once. */
    private void failed(Exception trouble) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, "evidence waits: " + trouble.getMessage(), trouble);
        }
    }
}
