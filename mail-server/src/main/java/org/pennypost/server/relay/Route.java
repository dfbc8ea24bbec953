package org.pennypost.server.relay;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pennypost.server.dns.Resolver;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outcome.Stage;

/**
 * From a destination to the hosts that take its mail, best first: RFC 5321 §5.1. Thread-safe if its random source is.
 */
final class Route {
    /** RFC 5321 §5.1: two addresses at least; a domain with more hosts than this cannot make us try for ever. */
    private static final int MOST = 10;

    private final Resolver resolver;
    private final Predicate<InetAddress> usable;
    private final Predicate<String> ourselves;
    private final Random random;

    /**
     * @param usable whether an address may be used (RFC 5321 §5.2)
     * @param ourselves whether a host name, in lower case, is this server's
     */
    Route(Resolver resolver, Predicate<InetAddress> usable, Predicate<String> ourselves, Random random) {
        this.resolver = resolver;
        this.usable = usable;
        this.ourselves = ourselves;
        this.random = random;
    }

    /** Where there is nothing to send to. */
    static final class Nowhere extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        Nowhere(Outcome outcome) {
            super(outcome.text());
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** The hosts of a destination, one or more. */
    List<Target> to(String destination) throws Nowhere {
        try {
            List<Target> targets = destination.startsWith("[")
                    ? List.of(literal(destination))
                    : hosts(IDN.toASCII(destination, IDN.ALLOW_UNASSIGNED));
            targets = targets.stream()
                    .filter(target -> usable.test(target.address()))
                    .toList();
            if (targets.isEmpty()) {
                // RFC 5321 §5.1: hosts without addresses are an error, which may pass
                throw new Nowhere(Outcome.deferred(
                        Stage.CONNECTION, "4.4.3", "no host that takes mail for " + destination + " has an address"));
            }
            return targets.subList(0, Math.min(MOST, targets.size()));
        } catch (IOException unknown) {
            throw new Nowhere(Outcome.deferred(Stage.CONNECTION, "4.4.3", String.valueOf(unknown.getMessage())));
        } catch (IllegalArgumentException fault) {
            throw new Nowhere(Outcome.refused(Stage.CONNECTION, "5.1.2", destination + " is not the name of a host"));
        }
    }

    private List<Target> hosts(String domain) throws IOException, Nowhere {
        Resolver.Answer<Resolver.Exchanger> answer = resolver.exchangers(domain);
        if (!answer.exists()) {
            throw new Nowhere(
                    Outcome.refused(Stage.CONNECTION, "5.1.2", "there is no domain " + domain + " in the DNS"));
        }
        if (answer.records().isEmpty()) {
            return implicit(domain, answer.secure());
        }
        if (answer.records().stream().allMatch(exchanger -> exchanger.host().isEmpty())) {
            // RFC 7505 §4.2: 5.1.10
            throw new Nowhere(Outcome.refused(Stage.CONNECTION, "5.1.10", domain + " takes no mail (RFC 7505)"));
        }
        List<Target> targets = new ArrayList<>();
        IOException trouble = null;
        for (Resolver.Exchanger exchanger : better(answer.records(), domain)) {
            try {
                targets.addAll(addresses(exchanger.host(), answer.secure()));
            } catch (IOException unknown) {
                trouble = unknown;
            } catch (IllegalArgumentException noHost) {
                trouble = new IOException(exchanger.host() + " is not the name of a host", noHost);
            }
        }
        if (targets.isEmpty() && trouble != null) {
            throw trouble;
        }
        return targets;
    }

    /** RFC 5321 §5.1: a domain without MX records has one of preference 0 that names itself. */
    private List<Target> implicit(String domain, boolean proven) throws IOException, Nowhere {
        if (ourselves.test(domain.toLowerCase(Locale.ROOT))) {
            throw loop(domain);
        }
        List<Target> targets = addresses(domain, proven);
        if (targets.isEmpty()) {
            throw new Nowhere(Outcome.refused(
                    Stage.CONNECTION, "5.1.2", "the domain " + domain + " has neither MX records nor an address"));
        }
        return targets;
    }

    /** RFC 5321 §5.1: best first, those of equal preference in any order, and only those better than ourselves. */
    private List<Resolver.Exchanger> better(List<Resolver.Exchanger> all, String domain) throws Nowhere {
        List<Resolver.Exchanger> sorted = new ArrayList<>(all);
        sorted.removeIf(exchanger -> exchanger.host().isEmpty());
        Collections.shuffle(sorted, random);
        sorted.sort(Comparator.comparingInt(Resolver.Exchanger::preference));
        int own = sorted.stream()
                .filter(exchanger -> ourselves.test(exchanger.host().toLowerCase(Locale.ROOT)))
                .mapToInt(Resolver.Exchanger::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
        sorted.removeIf(exchanger -> exchanger.preference() >= own);
        if (sorted.isEmpty()) {
            throw loop(domain);
        }
        return sorted;
    }

    private List<Target> addresses(String host, boolean proven) throws IOException {
        Resolver.Answer<InetAddress> answer = resolver.addresses(host);
        // RFC 7672 §2.2.2: where the addresses are not secure, nothing is asked that broken servers do not answer
        List<String> bases = proven && answer.secure()
                ? Stream.of(answer.name(), host).map(Route::lower).distinct().toList()
                : List.of();
        return answer.records().stream()
                .map(address -> new Target(host, address, proven, bases))
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Nowhere loop(String domain) {
        return new Nowhere(Outcome.refused(
                Stage.CONNECTION, "5.4.6", "the mail of " + domain + " is led to this server, which does not take it"));
    }

    // RFC 5321 §4.1.3; only numbers stand here, so that nothing is looked up
    private static Target literal(String literal) throws IOException {
        String inner = literal.substring(1, literal.length() - 1);
        String number = inner.regionMatches(true, 0, "IPv6:", 0, 5) ? inner.substring(5) : inner;
        if (!number.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException(literal);
        }
        return Target.named(number, InetAddress.getByName(number));
    }
}
