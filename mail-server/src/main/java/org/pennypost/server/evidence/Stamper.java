package org.pennypost.server.evidence;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pennypost.core.engine.Lasting;
import org.pennypost.server.Uptime;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.TimeStamps;

/**
 * Has heads stamped. A time-stamp authority that is wrong, slow, expired or cannot be reached delays stamps and nothing
 * else: it is asked in a thread of its own, and if that fails again, less and less often. Thread-safe.
 */
final class Stamper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Stamper.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final EvidenceLog log;
    private final TimeStamps.Authority authority;
    private final List<X509Certificate> trusted;
    private final Executor asker;
    private final Uptime uptime;
    private final Lasting lasting = new Lasting(LOG, "time-stamping");
    private Duration wait = FIRST;
    private Duration next = Duration.ZERO;
    private boolean asking;

    Stamper(
            EvidenceLog log,
            TimeStamps.Authority authority,
            List<X509Certificate> trusted,
            Executor asker,
            Uptime uptime) {
        this.log = log;
        this.authority = authority;
        this.trusted = List.copyOf(trusted);
        this.asker = asker;
        this.uptime = uptime;
    }

    /** Stamps by the authority on this machine, for which nobody has to wait. */
    static Stamper builtIn(
            EvidenceLog log, EvidenceKeys keys, List<X509Certificate> trusted, InstantSource clock, Uptime uptime) {
        return new Stamper(log, BuiltInAuthority.with(keys, clock), trusted, Runnable::run, uptime);
    }

    /** Stamps by an authority elsewhere. */
    static Stamper elsewhere(EvidenceLog log, URI authority, List<X509Certificate> trusted, Uptime uptime) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "mail-evidence-stamps");
            made.setDaemon(true);
            return made;
        });
        return new Stamper(log, new HttpAuthority(authority), trusted, thread, uptime);
    }

    /** Has stamped what is not stamped yet, if it is time to try and nobody is at it. */
    synchronized void stamp() {
        if (!asking && uptime.now().compareTo(next) >= 0) {
            asking = true;
            asker.execute(lasting.of(this::ask));
        }
    }

    /** The next call stamps, unless the authority is failing. */
    synchronized void hurry() {
        if (wait.equals(FIRST)) {
            next = uptime.now();
        }
    }

    /** A stamp that would be waited for is made after the next start. */
    @Override
    public void close() {
        if (asker instanceof ExecutorService thread) {
            thread.shutdownNow();
        }
    }

    private void ask() {
        Optional<IOException> trouble = Optional.empty();
        try {
            log.stamp(authority, trusted);
        } catch (IOException failed) {
            trouble = Optional.of(failed);
        } finally {
            asked(trouble);
        }
    }

    private synchronized void asked(Optional<IOException> trouble) {
        asking = false;
        next = uptime.now().plus(wait);
        if (trouble.isEmpty()) {
            wait = FIRST;
            next = uptime.now().plus(FIRST);
            return;
        }
        if (wait.equals(FIRST)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "time-stamps are late: " + trouble.get().getMessage());
        }
        wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
    }
}
