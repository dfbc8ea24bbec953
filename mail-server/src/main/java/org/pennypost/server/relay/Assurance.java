package org.pennypost.server.relay;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.server.dns.Association;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.sts.StsPolicies;
import org.pennypost.server.sts.StsPolicy;
import org.pennypost.server.tlsreport.AppliedPolicy;
import org.pennypost.server.tlsreport.TlsFault;
import org.pennypost.server.tlsreport.TlsFault.Kind;
import org.pennypost.smtp.client.Outcome;

/**
 * What the hosts of one domain have to prove. DANE comes first, because DNSSEC says more than a policy on a web server
 * (RFC 8461 §2); where it says nothing, MTA-STS counts.
 */
final class Assurance {
    private final String domain;
    private final StsPolicies.Found found;
    private final Resolver resolver;
    private final int port;

    /** @param domain in lower case and A-labels */
    Assurance(String domain, StsPolicies.Found found, Resolver resolver, int port) {
        this.domain = domain;
        this.found = found;
        this.resolver = resolver;
        this.port = port;
    }

    /** A host that gets nothing. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;
        private final transient AppliedPolicy policy;
        private final transient TlsFault fault;

        Unfit(Outcome outcome, AppliedPolicy policy, TlsFault fault) {
            super(outcome.text());
            this.outcome = outcome;
            this.policy = policy;
            this.fault = fault;
        }

        Outcome outcome() {
            return outcome;
        }

        AppliedPolicy policy() {
            return policy;
        }

        TlsFault fault() {
            return fault;
        }
    }

    String domain() {
        return domain;
    }

    /** Why the domain's policy could not be had, if that is so. */
    Optional<TlsFault> trouble() {
        return found.problem();
    }

    /** What a host has to prove before it gets a message that needs this. */
    Demand demand(Target target, Need need) throws Unfit {
        if (need == Need.INDIFFERENT || need == Need.UNNOTED) {
            return Demand.OPPORTUNISTIC; // RFC 8689 §4.2.2
        }
        Optional<Demand> dane = dane(target);
        Demand usual = dane.isPresent() ? dane.get() : sts(target);
        return need == Need.REQUIRED ? required(target, usual) : usual;
    }

    /** RFC 7672 §2.2.3: the first name with records that are secure. */
    private Optional<Demand> dane(Target target) throws Unfit {
        for (String base : target.bases()) {
            List<Association> associations = associations(target, base);
            if (!associations.isEmpty()) {
                return Optional.of(dane(target, base, associations));
            }
        }
        return Optional.empty();
    }

    private List<Association> associations(Target target, String base) throws Unfit {
        try {
            Resolver.Answer<Association> answer = resolver.associations("_" + port + "._tcp." + base);
            return answer.secure() ? answer.records() : List.of();
        } catch (IOException unknown) {
            // RFC 7672 §2.1.2: as if the host could not be reached, or an attacker would just cut this off
            throw new Unfit(
                    Outcome.deferred(Outcome.Stage.CONNECTION, "4.7.5", target + ": " + unknown.getMessage()),
                    new AppliedPolicy(AppliedPolicy.Type.TLSA, List.of(), List.of()),
                    new TlsFault(Kind.DNSSEC_INVALID, String.valueOf(unknown.getMessage())));
        }
    }

    private Demand dane(Target target, String base, List<Association> associations) {
        AppliedPolicy policy = new AppliedPolicy(
                AppliedPolicy.Type.TLSA,
                associations.stream().map(Association::toString).toList(),
                List.of());
        List<Association> usable =
                associations.stream().filter(Association::usable).toList();
        if (usable.isEmpty()) {
            // RFC 7672 §2.2: TLS all the same, with anybody
            return new Demand(Demand.Level.ENCRYPTION, true, List.of(), Set.of(), policy);
        }
        // RFC 7672 §3.2.2: the host, and the domain whose mail it takes
        Set<String> names = new HashSet<>(List.of(base, target.name().toLowerCase(Locale.ROOT), domain));
        return new Demand(Demand.Level.DANE, true, usable, names, policy);
    }

    /** RFC 8461 §5. */
    private Demand sts(Target target) throws Unfit {
        if (found.policy().isEmpty()) {
            return Demand.OPPORTUNISTIC;
        }
        StsPolicy policy = found.policy().get();
        AppliedPolicy applied = new AppliedPolicy(AppliedPolicy.Type.STS, policy.lines(), policy.hosts());
        boolean enforced = policy.mode() == StsPolicy.Mode.ENFORCE;
        if (enforced && !policy.names(target.name())) {
            throw new Unfit(
                    Outcome.deferred(
                            Outcome.Stage.CONNECTION,
                            "4.7.5",
                            target.name() + " is not a host of " + domain + " by its policy (RFC 8461)"),
                    applied,
                    new TlsFault(Kind.VALIDATION_FAILURE, "no mx pattern of the policy matches"));
        }
        return Demand.certificate(target.name(), enforced, applied);
    }

    /** RFC 8689 §4.2.1: a host that is proven to be the domain's, and proves its name. */
    private Demand required(Target target, Demand usual) throws Unfit {
        boolean proven = target.proven()
                || found.policy().filter(policy -> policy.names(target.name())).isPresent();
        if (!proven) {
            throw new Unfit(
                    Outcome.refused(
                            Outcome.Stage.CONNECTION,
                            "5.7.10",
                            "nothing proves that " + target.name() + " is a host of " + domain
                                    + ", and the sender requires TLS (RFC 8689)"),
                    usual.policy(),
                    new TlsFault(Kind.VALIDATION_FAILURE, "neither DNSSEC nor MTA-STS names the host"));
        }
        return usual.authenticates() ? usual : Demand.certificate(target.name(), true, usual.policy());
    }
}
