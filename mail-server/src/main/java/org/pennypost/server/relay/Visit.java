package org.pennypost.server.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.server.tlsreport.Encounter;
import org.pennypost.server.tlsreport.TlsFault;
import org.pennypost.smtp.SmtpClient;
import org.pennypost.smtp.client.Outcome;

/** One connection to one host, and what is known of its TLS when it is over. */
final class Visit {
    /** A server that answers octet by octet would keep us for ever. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private final Target target;
    private final int port;
    private final Demand demand;
    private Optional<SocketLine> line = Optional.empty();

    Visit(Target target, int port, Demand demand) {
        this.target = target;
        this.port = port;
        this.demand = demand;
    }

    /**
     * What visits share.
     *
     * @param implicit whether TLS comes first (RFC 8314 §3.3)
     */
    record Around(ClientTls tls, Verifier verifier, ScheduledExecutorService watch, Lines lines, boolean implicit) {}

    /** Brings what there is; whether TLS was in the way. */
    boolean make(Fallback mail, SmtpClient client, Around around) {
        mail.talkingTo(
                target.name(), Outcome.deferred(Outcome.Stage.CONNECTION, "4.4.1", target + " cannot be reached"));
        Future<?> limit = CompletableFuture.completedFuture(target);
        SocketLine.Securing securing = new SocketLine.Securing(around.tls(), around.verifier(), demand);
        try (SocketLine socket = SocketLine.connect(target, port, securing, around.watch())) {
            line = Optional.of(socket);
            around.lines().open(socket);
            limit = socket.alarm(LONGEST);
            mail.opening(socket.alarm(mail.left()));
            Peer peer = socket.peer(target.name());
            if (around.implicit()) {
                peer = socket.upgrade(Layer.TLS).orElseThrow();
            }
            StreamDriver.serve(
                    (known, waker) -> client.tls(demand.startTls())
                            .connect(known, around.lines().over(socket, mail)),
                    peer,
                    socket);
        } catch (IOException lost) {
            failed(mail, lost); // else what was lost with it is settled
        } finally {
            limit.cancel(false);
            mail.opened();
            line.ifPresent(around.lines()::closed);
        }
        return line.filter(SocketLine::tlsFailed).isPresent();
    }

    private void failed(Fallback mail, IOException lost) {
        Optional<TlsFault> fault = line.flatMap(SocketLine::fault);
        if (fault.isPresent()) {
            // RFC 8689 §4.2.1: TLS is missing; another attempt does not help who requires it
            mail.failed(Outcome.deferred(
                    Outcome.Stage.CONNECTION,
                    "4.7.5",
                    target + ": " + fault.get().text()));
        } else if (line.isEmpty()) {
            mail.failed(Outcome.deferred(Outcome.Stage.CONNECTION, "4.4.1", target + ": " + lost.getMessage()));
        }
    }

    /** Whether it came to nothing because of TLS. */
    boolean lacksTls(Fallback mail) {
        return line.flatMap(SocketLine::fault).isPresent() || isWithoutStartTls(mail);
    }

    private static boolean isWithoutStartTls(Fallback mail) {
        return mail.last().filter(outcome -> outcome.status().equals("4.7.10")).isPresent();
    }

    /** What there is to report of it; nothing if it never came to TLS, for whatever reason. */
    Optional<Encounter> encounter(String domain, Fallback mail) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Optional<TlsFault> fault = line.get().fault();
        if (!line.get().secured() && fault.isEmpty()) {
            if (!isWithoutStartTls(mail) && !mail.heard()) {
                return Optional.empty();
            }
            fault = Optional.of(new TlsFault(TlsFault.Kind.STARTTLS_NOT_SUPPORTED, "the host offers no STARTTLS"));
        }
        if (fault.isEmpty() && demand.isWithoutUsableRecords()) {
            // RFC 8460 §4.3.2.1: mail goes there, but not as the domain wishes
            fault = Optional.of(new TlsFault(TlsFault.Kind.TLSA_INVALID, "none of its TLSA records is of use"));
        }
        Encounter encounter = new Encounter(
                domain,
                demand.policy(),
                fault,
                target.name(),
                target.address().getHostAddress(),
                line.get().local());
        return Optional.of(encounter);
    }
}
