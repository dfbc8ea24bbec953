package org.pennypost.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@link TlsContext} in service, which is exchanged when its files change: connections that exist go on with what
 * they have, new ones get the new. Files that cannot be used change nothing.
 *
 * <pre>{@code
 * ReloadingTls tls = ReloadingTls.open(TlsSource.store(directory, hosts, clock),
 *         loaded -> TlsContext.builder().identities(loaded.identities()).build(), clock);
 * drive(() -> tls.current().serverLayer());
 * timer.scheduleWithFixedDelay(() -> log(tls.look().lines()), 5, 5, SECONDS);
 * }</pre>
 *
 * <p>Thread-safe; {@link #current} never waits. Starts no thread: whoever owns it calls {@link #look} every few
 * seconds.
 */
public final class ReloadingTls {

    /** How often all is read although no file changed: certificates also change by growing old. */
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    private final TlsSource source;
    private final Setup setup;
    private final Clock clock;
    private volatile Service service;

    /** Guarded by this, as the rest. The stamps at the last look, and at the last load. */
    private List<Stamp> seen;

    private List<Stamp> tried;
    private Instant triedAt;
    private List<String> told = List.of();

    /** How a context is made of what was read; throws if that is of no use. */
    @FunctionalInterface
    public interface Setup {
        /** The context for new connections. */
        TlsContext context(TlsSource.Loaded loaded) throws TlsException;
    }

    /**
     * What the operator should know, a line each, and not again what he was told before.
     *
     * @param done what has changed
     * @param wanting what he has to do something about
     */
    public record News(List<String> done, List<String> wanting) {
        static final News NONE = new News(List.of(), List.of());

        public News {
            done = List.copyOf(done);
            wanting = List.copyOf(wanting);
        }

        /** Both, what has changed first. */
        public List<String> lines() {
            return Stream.concat(done.stream(), wanting.stream()).toList();
        }
    }

    private record Service(TlsContext context, TlsSource.Loaded loaded) {}

    /** What changes when a file does, as far as can be seen without reading it. */
    private record Stamp(Optional<Object> attributes) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        Optional.of(List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()))));
            } catch (IOException e) {
                return new Stamp(Optional.empty()); // not there, or not for us: load() says which
            }
        }
    }

    private ReloadingTls(TlsSource source, Setup setup, Clock clock) {
        this.source = source;
        this.setup = setup;
        this.clock = clock;
    }

    /** Reads the files for the first time; an expired certificate is better than none and only noted. */
    public static ReloadingTls open(TlsSource source, Setup setup, Clock clock) throws TlsException {
        ReloadingTls tls = new ReloadingTls(source, setup, clock);
        tls.first();
        return tls;
    }

    /** What new connections use. */
    public TlsContext current() {
        return service.context();
    }

    /** What they show. */
    public List<TlsIdentity> identities() {
        return service.loaded().identities();
    }

    /** What was said of the certificates last, a line each. */
    public synchronized List<String> notes() {
        return told;
    }

    /**
     * Reads the files again, whether they have changed or not.
     *
     * @throws TlsException if they cannot be used; what was in service stays
     */
    public synchronized News reload() throws TlsException {
        begin();
        TlsSource.Loaded before = service.loaded();
        TlsSource.Loaded next = source.load();
        Optional<String> fault = Succession.fault(before.identities(), next.identities(), clock.instant());
        if (fault.isPresent()) {
            throw TlsException.at(source.files().get(0), fault.get());
        }
        if (!next.showsTheSameAs(before)) {
            service = new Service(setup.context(next), next);
        }
        List<String> done = new ArrayList<>(Succession.news(before.identities(), next.identities()));
        next.notes().stream().filter(note -> !told.contains(note)).forEach(done::add);
        List<String> wanting = Succession.warnings(next.identities(), clock.instant()).stream()
                .filter(line -> !told.contains(line))
                .toList();
        told = lines(next);
        return new News(done, wanting);
    }

    /**
     * Reloads if files have changed and are at rest since the last look, so that a pair of files is not read between
     * the writing of one and of the other, and once an hour for what has grown old. Files that cannot be used are
     * something that is wanting.
     */
    public synchronized News look() {
        List<Stamp> now = stamps();
        boolean atRest = now.equals(seen);
        seen = now;
        if (atRest && !now.equals(tried) || isTime(clock.instant())) {
            try {
                return reload();
            } catch (TlsException e) {
                return new News(List.of(), List.of(e.getMessage() + "; the certificates in service stay"));
            }
        }
        return News.NONE;
    }

    /** A clock that was set back may have made what is in service a thing of the future. */
    private boolean isTime(Instant now) {
        return now.isAfter(triedAt.plus(AT_LEAST_EVERY)) || now.isBefore(triedAt);
    }

    private synchronized void first() throws TlsException {
        begin();
        TlsSource.Loaded loaded = source.load();
        service = new Service(setup.context(loaded), loaded);
        told = lines(loaded);
        seen = stamps();
        tried = seen; // what a first start has made itself is no change
    }

    private void begin() {
        tried = stamps();
        triedAt = clock.instant();
    }

    private List<String> lines(TlsSource.Loaded loaded) {
        List<String> lines = new ArrayList<>(loaded.notes());
        lines.addAll(Succession.warnings(loaded.identities(), clock.instant()));
        return lines.stream().distinct().toList();
    }

    private List<Stamp> stamps() {
        return source.files().stream().map(Stamp::of).toList();
    }
}
