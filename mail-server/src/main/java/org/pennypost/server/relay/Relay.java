package org.pennypost.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.Uptime;
import org.pennypost.server.config.NextHop;
import org.pennypost.server.config.RelaySettings;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.sts.HttpsPolicies;
import org.pennypost.server.sts.StsPolicies;
import org.pennypost.server.tlsreport.AppliedPolicy;
import org.pennypost.server.tlsreport.Encounter;
import org.pennypost.server.tlsreport.TlsReports;
import org.pennypost.smtp.SmtpClient;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;

/**
 * Sends to a destination whatever errands there are, over one connection, in the thread that calls. Thread-safe.
 *
 * <p>Deviates from RFC 5321 §4.5.3.2: all hosts of a destination together have five minutes until one has answered MAIL,
 * because strangers choose these hosts, and ten that let us wait for each answer could stop the mail for everybody.
 */
public final class Relay implements AutoCloseable {
    private static final Duration OPENING = Duration.ofMinutes(5);

    private final SmtpClient client;
    private final Surroundings surroundings;
    private final RelaySettings settings;
    private final Routing routing;
    private final Route route;
    private final Assurances assurances;
    private final Optional<TlsReports> reports;
    private final ClientTls tls = ClientTls.withAnybody();
    private final Lines lines = new Lines();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "mail-relay-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Relay(
            SmtpClient client,
            Surroundings surroundings,
            RelaySettings settings,
            Routing routing,
            Route route,
            Assurances assurances,
            Optional<TlsReports> reports) {
        this.client = client;
        this.surroundings = surroundings;
        this.settings = settings;
        this.routing = routing;
        this.route = route;
        this.assurances = assurances;
        this.reports = reports;
        watch.setRemoveOnCancelPolicy(true);
    }

    /**
     * A relay.
     *
     * @param directory where it keeps what it knows of other servers
     * @param routing what the operator has routed
     * @param contact the address of the one who is in charge here
     * @param ourselves whether a host name, in lower case, is this server's
     */
    public static Relay open(
            Path directory,
            RelaySettings settings,
            Routing routing,
            Surroundings surroundings,
            MailAddress contact,
            Predicate<String> ourselves)
            throws IOException {
        Resolver resolver = DnsResolver.of(settings.nameServer(), settings.dnssec());
        Verifier verifier = verifier(settings);
        StsPolicies policies = StsPolicies.in(
                directory.resolve("policies"),
                resolver,
                HttpsPolicies.of(ClientTls.context(verifier.authorities())),
                surroundings.time(),
                Uptime.system());
        Path noted = directory.resolve("tls-reports");
        Optional<TlsReports> reports = settings.tlsReports()
                ? Optional.of(TlsReports.in(noted, resolver, surroundings.time(), contact))
                : Optional.empty();
        SmtpClient client = SmtpClient.named(surroundings.hostName()).patience(settings.patience());
        return new Relay(
                client,
                surroundings,
                settings,
                routing,
                new Route(resolver, settings.addresses()::permits, ourselves, new Random()),
                new Assurances(policies, resolver, verifier, settings.port()),
                reports);
    }

    private static Verifier verifier(RelaySettings settings) throws IOException {
        try {
            return Verifier.of(settings.authorities());
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the authorities for other servers cannot be used", unusable);
        }
    }

    /** What is noted on TLS; empty if nothing is. */
    public Optional<TlsReports> reports() {
        return reports;
    }

    /** Whose certificates count. */
    public SSLContext trust() {
        return ClientTls.context(assurances.verifier().authorities());
    }

    /**
     * Sends until there is nothing more to send there; each errand is settled.
     *
     * @param destination a domain or address literal, or an address that is routed
     * @throws StoreException if the errands do not work
     */
    public void send(String destination, Errands errands) throws StoreException {
        // before there is mail: what has another destination by the routes of later is not given out for this one
        Optional<NextHop> routed = routing.hop(destination);
        Fallback mail = new Fallback(errands, opening());
        while (mail.hasMail()) {
            Need need = mail.begin();
            try {
                if (routed.isPresent()) {
                    toNextHop(routed.get(), need, mail);
                } else if (settings.smarthost().isPresent()) {
                    toNextHop(smarthost(settings.smarthost().get()), need, mail);
                } else {
                    toHosts(destination, need, mail);
                }
            } catch (Route.Nowhere nowhere) {
                mail.failed(nowhere.outcome());
            }
            if (mail.searches()) {
                mail.giveUp();
                return;
            }
        }
    }

    /** Who is impatient with one answer is not patient with many hosts. */
    private Duration opening() {
        Duration twice = settings.patience().multipliedBy(2);
        return twice.compareTo(OPENING) < 0 ? twice : OPENING;
    }

    /**
     * Gives no more messages to any connection, cuts those that no text is on its way over, and waits for the others.
     * What is cut in the end may come twice: {@link #close()}.
     */
    public void finish(Duration patience) throws InterruptedException {
        lines.finish(patience);
    }

    /** Cuts all connections; what was on its way is not settled as sent. */
    @Override
    public void close() {
        watch.shutdownNow();
        lines.cut();
    }

    private void toHosts(String destination, Need need, Fallback mail) throws Route.Nowhere {
        List<Target> targets = route.to(destination);
        Assurance assurance = assurances.of(destination);
        assurance
                .trouble()
                .map(fault -> new Encounter(
                        assurance.domain(), new AppliedPolicy(AppliedPolicy.Type.STS, List.of(), List.of()), fault))
                .ifPresent(encounter -> note(encounter, need));
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (mail.goesOn() && !mail.isPutOffBy(target.name())) {
                mail.followed(targets.subList(i + 1, targets.size()).stream()
                        .anyMatch(next -> !next.name().equals(target.name())));
                toHost(target, assurance, need, mail);
            }
        }
    }

    /** A host with which TLS does not work gets its mail in clear, if nothing says otherwise: better than never. */
    private void toHost(Target target, Assurance assurance, Need need, Fallback mail) {
        Demand demand;
        try {
            demand = assurance.demand(target, need);
        } catch (Assurance.Unfit unfit) {
            mail.talkingTo(target.name(), unfit.outcome());
            Encounter encounter = new Encounter(assurance.domain(), unfit.policy(), unfit.fault())
                    .with(target.name(), target.address().getHostAddress());
            note(encounter, need);
            return;
        }
        Visit visit = new Visit(target, settings.port(), demand);
        boolean tlsFailed = visit.make(mail, client, around(false));
        visit.encounter(assurance.domain(), mail).ifPresent(encounter -> note(encounter, need));
        if (need == Need.REQUIRED && mail.searches() && visit.lacksTls(mail)) {
            // RFC 8689 §4.2.1: 5.7.10
            mail.failed(Outcome.refused(
                    Outcome.Stage.CONNECTION, "5.7.10", target + " has no TLS as the sender requires it (RFC 8689)"));
        } else if (tlsFailed && !demand.binding() && mail.goesOn()) {
            new Visit(target, settings.port(), Demand.CLEAR).make(mail, client, around(false));
        }
    }

    private void note(Encounter encounter, Need need) {
        reports.filter(any -> need != Need.UNNOTED).ifPresent(all -> all.note(encounter));
    }

    private NextHop smarthost(String name) {
        return new NextHop(ClientSetup.Flavour.SMTP, name, settings.port(), settings.tls(), settings.login());
    }

    /** As its server is spoken to: nobody else gets the password that is for it. */
    private SmtpClient speaking(NextHop hop) {
        SmtpClient known = hop.login()
                .map(login -> client.login(login.with(surroundings.entropy())))
                .orElse(client);
        return hop.protocol() == ClientSetup.Flavour.LMTP ? known.lmtp() : known; // RFC 2033 §4.1: LHLO
    }

    private void toNextHop(NextHop hop, Need need, Fallback mail) throws Route.Nowhere {
        SmtpClient speaking = speaking(hop);
        boolean implicit = hop.tls() == RelaySettings.Tls.IMPLICIT;
        Demand demand = switch (hop.tls()) {
            case REQUIRED, IMPLICIT -> Demand.certificate(hop.host(), true, AppliedPolicy.NONE);
            case OFFERED ->
                need == Need.REQUIRED ? Demand.certificate(hop.host(), true, AppliedPolicy.NONE) : Demand.OPPORTUNISTIC;
            case OFF -> Demand.CLEAR;
        };
        for (Target target : targets(hop)) {
            if (mail.goesOn()) {
                boolean tlsFailed = new Visit(target, hop.port(), demand).make(mail, speaking, around(implicit));
                if (tlsFailed && !demand.binding() && mail.goesOn()) {
                    new Visit(target, hop.port(), Demand.CLEAR).make(mail, speaking, around(false));
                }
            }
        }
    }

    private Visit.Around around(boolean implicit) {
        return new Visit.Around(tls, assurances.verifier(), watch, lines, implicit);
    }

    private List<Target> targets(NextHop hop) throws Route.Nowhere {
        List<Target> targets = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(hop.host())) {
                if (hop.isNumber() || settings.addresses().permits(address)) {
                    targets.add(Target.named(hop.host(), address));
                }
            }
        } catch (IOException unknown) {
            targets.clear();
        }
        if (targets.isEmpty()) {
            throw new Route.Nowhere(Outcome.deferred(
                    Outcome.Stage.CONNECTION, "4.4.3", "the host " + hop.host() + " has no address now"));
        }
        return targets;
    }
}
