package org.pennypost.server.relay;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.sts.StsPolicies;

/** Finds out what the hosts of a destination have to prove. Thread-safe; blocks. */
final class Assurances {
    private static final StsPolicies.Found NOTHING = new StsPolicies.Found(Optional.empty(), Optional.empty());

    private final StsPolicies policies;
    private final Resolver resolver;
    private final Verifier verifier;
    private final int port;

    /** @param port of other servers, which is a part of the names of their TLSA records */
    Assurances(StsPolicies policies, Resolver resolver, Verifier verifier, int port) {
        this.policies = policies;
        this.resolver = resolver;
        this.verifier = verifier;
        this.port = port;
    }

    Verifier verifier() {
        return verifier;
    }

    /** @param destination a domain, or an address literal, for which there are no policies (RFC 8461 §3.4) */
    Assurance of(String destination) {
        if (destination.startsWith("[")) {
            return new Assurance(destination, NOTHING, resolver, port);
        }
        String domain = IDN.toASCII(destination, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        return new Assurance(domain, policies.of(domain), resolver, port);
    }
}
