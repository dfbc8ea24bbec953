package org.pennypost.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.RelaySettings;
import org.pennypost.smtp.SmtpClient;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;

/** Sends to a destination whatever errands there are, over one connection, in the thread that calls. Thread-safe. */
public final class Relay implements AutoCloseable {
    /** A server that answers octet by octet would keep us for ever. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private final SmtpClient client;
    private final RelaySettings settings;
    private final Route route;
    private final ClientTls tls;
    private final Set<SocketLine> lines = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "mail-relay-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Relay(SmtpClient client, RelaySettings settings, Route route, ClientTls tls) {
        this.client = client;
        this.settings = settings;
        this.route = route;
        this.tls = tls;
        watch.setRemoveOnCancelPolicy(true);
    }

    /**
     * A relay.
     *
     * @param client how we introduce ourselves, and how long we wait
     * @param ourselves whether a host name, in lower case, is this server's
     */
    public static Relay of(
            SmtpClient client, RelaySettings settings, Resolver resolver, Predicate<String> ourselves, Random random) {
        boolean verified = settings.smarthost().isPresent()
                && (settings.tls() == RelaySettings.Tls.REQUIRED || settings.tls() == RelaySettings.Tls.IMPLICIT);
        SmtpClient known = settings.login()
                .map(login -> client.login(login.user(), login.password()))
                .orElse(client);
        return new Relay(
                known,
                settings,
                new Route(resolver, ourselves, random),
                verified ? ClientTls.verified() : ClientTls.opportunistic());
    }

    /**
     * Sends until there is nothing more to send there; each errand is settled.
     *
     * @param destination a domain or address literal
     * @throws StoreException if the errands do not work
     */
    public void send(String destination, Errands errands) throws StoreException {
        Fallback mail = new Fallback(errands);
        try {
            List<Target> targets = settings.smarthost().isPresent()
                    ? smarthost(settings.smarthost().get())
                    : route.to(destination);
            for (Target target : targets) {
                if (mail.hasMail()) {
                    send(target, mail);
                }
            }
        } catch (Route.Nowhere nowhere) {
            mail.failed(nowhere.outcome());
        }
        mail.giveUp();
    }

    /** Cuts all connections; what was on its way is not settled as sent. */
    @Override
    public void close() {
        watch.shutdownNow();
        lines.forEach(SocketLine::close);
    }

    /** A host with which TLS does not work gets its mail in clear, if that is allowed: better than never. */
    private void send(Target target, Fallback mail) {
        ClientSetup.Tls policy = settings.smarthost().isEmpty() ? ClientSetup.Tls.OFFERED : policy();
        boolean tlsFailed = send(target, mail, policy);
        if (tlsFailed && policy == ClientSetup.Tls.OFFERED && mail.hasMail()) {
            send(target, mail, ClientSetup.Tls.NEVER);
        }
    }

    private ClientSetup.Tls policy() {
        return switch (settings.tls()) {
            case REQUIRED -> ClientSetup.Tls.REQUIRED;
            case OFFERED -> ClientSetup.Tls.OFFERED;
            case IMPLICIT, OFF -> ClientSetup.Tls.NEVER;
        };
    }

    private boolean send(Target target, Fallback mail, ClientSetup.Tls policy) {
        mail.talkingTo(target.name());
        mail.failed(Outcome.deferred(Outcome.Stage.CONNECTION, "4.4.1", target + " cannot be reached"));
        Future<?> limit = CompletableFuture.completedFuture(target);
        try (SocketLine line = SocketLine.connect(target, settings.port(), tls, watch)) {
            lines.add(line);
            limit = watch.schedule(line::close, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            Peer peer = line.peer(target.name());
            if (settings.smarthost().isPresent() && settings.tls() == RelaySettings.Tls.IMPLICIT) {
                peer = line.upgrade(Layer.TLS).orElseThrow();
            }
            try {
                StreamDriver.serve((known, waker) -> client.tls(policy).connect(known, mail), peer, line);
            } catch (IOException lost) {
                return line.tlsFailed(); // what was lost with it is settled
            } finally {
                lines.remove(line);
                limit.cancel(false);
            }
        } catch (IOException unreached) {
            mail.failed(Outcome.deferred(Outcome.Stage.CONNECTION, "4.4.1", target + ": " + unreached.getMessage()));
        }
        return false;
    }

    private List<Target> smarthost(String name) throws Route.Nowhere {
        List<Target> targets = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                targets.add(new Target(name, address));
            }
        } catch (IOException unknown) {
            throw new Route.Nowhere(Outcome.deferred(
                    Outcome.Stage.CONNECTION, "4.4.3", "the smarthost " + name + " has no address now"));
        }
        return targets;
    }
}
