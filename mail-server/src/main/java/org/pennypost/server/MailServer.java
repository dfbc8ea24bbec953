package org.pennypost.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Role;
import org.pennypost.smtp.AddressBlocks;
import org.pennypost.tls.TlsException;

/**
 * A running mail server: the ports of a configuration over one store.
 *
 * <pre>{@code
 * MailServer server = MailServer.start(Configuration.initial().withData(Path.of("mail")));
 * ...
 * server.stop(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>Within another program {@link #builder} is the shorter way.
 *
 * <p>Thread-safe.
 */
public final class MailServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Running running;
    private final Ports ports;
    private final Observation observation;
    private volatile Configuration configuration;
    private volatile ScratchData scratch = ScratchData.none();

    MailServer(Running running, Ports ports, Observation observation, Configuration configuration) {
        this.running = running;
        this.ports = ports;
        this.observation = observation;
        this.configuration = configuration;
    }

    /**
     * Opens the store and the ports.
     *
     * @throws StartFailure if anything is in the way; then nothing is left open
     */
    public static MailServer start(Configuration configuration) throws StartFailure {
        return Assembly.of(configuration, Parts.NONE);
    }

    /** Begins a server within another program, on free ports, with mail in memory unless something else is said. */
    public static MailServerBuilder builder() {
        return new MailServerBuilder();
    }

    /** The open ports, in the order of the roles. */
    public List<Listening> listening() {
        return ports.listening();
    }

    /** The first port of a role; empty if it is not served. */
    public Optional<InetSocketAddress> address(Role role) {
        return listening().stream()
                .filter(port -> port.role() == role)
                .map(Listening::address)
                .findFirst();
    }

    /** Where the status page is; empty if there is none. */
    public Optional<InetSocketAddress> statusAddress() {
        return observation.address();
    }

    /** The file of the private CA that clients must trust; empty if the certificate is somebody else's. */
    public Optional<Path> authority() {
        return running.identity().authority();
    }

    /**
     * Reads certificates and keys again, as the server also does by itself soon after their files have changed.
     * Connections that exist go on with what they have.
     *
     * @return what is new, a line each
     * @throws TlsException if the files cannot be used; what was in service stays
     */
    public List<String> reloadCertificates() throws TlsException {
        return running.identity().reload();
    }

    /**
     * Goes on by another configuration: ports, policy, aliases, limits and certificates; accounts are always read when
     * they have changed. Connections that exist go on as they are, new ones find what is new.
     *
     * @return what has changed and what will only after a restart, a line each
     * @throws StartFailure if a port cannot be had or the alias file is wrong; then all is as before
     * @throws TlsException if the certificates cannot be used; those in service stay
     */
    public synchronized List<String> reload(Configuration next) throws StartFailure, TlsException {
        List<String> lines =
                new ArrayList<>(ports.follow(next, running.protocols().by(next)));
        try {
            running.addresses().follow(next);
        } catch (ConfigurationException e) {
            ports.follow(configuration, running.protocols().by(configuration));
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
        running.accounts().follow(next);
        running.guard().follow(next.login().rules());
        running.authentication().follow(next.authentication());
        running.filters().follow(next.filters());
        running.drive().follow(next.limits());
        running.drive().trust(AddressBlocks.of(next.proxies())::contains);
        lines.addAll(Restart.needed(configuration, next));
        configuration = next;
        lines.addAll(running.identity().reload());
        return lines;
    }

    /** Stops within the time that the configuration gives for it. */
    public boolean stop() {
        return stop(configuration.stop());
    }

    /**
     * Closes the ports, finishes the replies in flight, and closes the store.
     *
     * @param patience how long the replies may take
     * @return whether all conversations came to an end by themselves
     */
    public boolean stop(Duration patience) {
        observation.stopping();
        boolean orderly = running.stop(patience);
        observation.close();
        scratch.close();
        return orderly;
    }

    /** Stops within {@value #PATIENCE_SECONDS} seconds. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** A directory that goes with the server. */
    MailServer thenRemoving(ScratchData directory) {
        scratch = directory;
        return this;
    }
}
