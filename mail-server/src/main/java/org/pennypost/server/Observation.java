package org.pennypost.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.observe.LastTroubles;
import org.pennypost.server.observe.Sight;
import org.pennypost.server.observe.StatusPort;
import org.pennypost.server.observe.Tally;

/** Shows a running server to its operator. */
final class Observation implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Observation.class.getName());

    /** With less than that free, what is taken now may be the last. */
    private static final long ROOM = 1 << 20;

    private final Running running;
    private final Ports ports;
    private final Path data;
    private final LastTroubles troubles = LastTroubles.listening();
    private Optional<StatusPort> port = Optional.empty();
    private volatile boolean stopping;

    private Observation(Running running, Ports ports, Path data) {
        this.running = running;
        this.ports = ports;
        this.data = data;
    }

    /** Opens the status port; if that cannot be had, mail goes on without it and the log says so. */
    static Observation of(Configuration configuration, Running running, Ports ports, Tally tally) {
        Observation made = new Observation(running, ports, configuration.data());
        running.queue().ifPresent(queue -> tally.gauge("pennypost_queue_messages", "Messages that wait.", queue::size));
        tally.gauge(
                "pennypost_certificate_expiry_timestamp_seconds",
                "When the first of the certificates in service expires.",
                made::firstExpiry);
        configuration.status().port().ifPresent(number -> made.open(configuration, number, tally));
        return made;
    }

    /** Where the page is. */
    Optional<InetSocketAddress> address() {
        return port.map(open -> open.addresses().get(0));
    }

    /** From now on the server is not ready. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        port.ifPresent(StatusPort::close);
        troubles.close();
    }

    private void open(Configuration configuration, int number, Tally tally) {
        Sight sight = new Sight(
                configuration.host().toString(),
                Instant.now(),
                this::listening,
                () -> running.queue()
                        .map(queue -> OptionalLong.of(queue.size()))
                        .orElse(OptionalLong.empty()),
                this::certificates,
                running.evidence()::sight,
                running.drive()::alive,
                this::faults);
        try {
            port = Optional.of(
                    StatusPort.open(Addresses.of(configuration.status().addresses(), number), sight, tally, troubles));
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "there is no status page: port " + number + " cannot be had (" + e.getMessage()
                            + "); set port in [status]");
        }
    }

    /** The numbers of the ports by service; the addresses do not matter to who looks. */
    private Map<String, String> listening() {
        Map<String, Set<String>> numbers = new TreeMap<>();
        ports.listening()
                .forEach(port -> numbers.computeIfAbsent(port.role().key(), key -> new TreeSet<>())
                        .add(String.valueOf(port.address().getPort())));
        Map<String, String> lines = new TreeMap<>();
        numbers.forEach((service, ports) -> lines.put(service, String.join(", ", ports)));
        return lines;
    }

    private List<Sight.Certificate> certificates() {
        return running.identity().identities().stream()
                .map(identity -> new Sight.Certificate(
                        identity.hostNames(),
                        identity.certificate().getNotAfter().toInstant()))
                .toList();
    }

    private long firstExpiry() {
        return certificates().stream()
                .mapToLong(certificate -> certificate.end().getEpochSecond())
                .min()
                .orElse(0);
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (stopping) {
            faults.add("the server stops");
        }
        if (ports.listening().isEmpty()) {
            faults.add("no port is open");
        }
        if (!Files.isWritable(data)) {
            faults.add("the data directory cannot be written");
        }
        room().ifPresent(faults::add);
        try {
            running.accounts().authenticator().storedName("postmaster");
        } catch (StoreException unreadable) {
            faults.add(unreadable.getMessage());
        }
        return faults;
    }

    /** A directory that may be written is of no use on a disk that is full. */
    private Optional<String> room() {
        try {
            return wantOfRoom(Files.getFileStore(data).getUsableSpace());
        } catch (IOException unknown) {
            return Optional.of("the disk of the data directory does not answer");
        }
    }

    /** What is wrong with so many octets being free; nothing if that is enough. */
    static Optional<String> wantOfRoom(long octets) {
        return octets < ROOM ? Optional.of("the disk of the data directory is full") : Optional.empty();
    }
}
