package org.pennypost.server.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pennypost.server.dns.Association;
import org.pennypost.server.tlsreport.AppliedPolicy;
import org.pennypost.smtp.client.ClientSetup;

/**
 * What a host has to prove before it gets mail. Immutable.
 *
 * @param level how much
 * @param binding whether a host that does not prove it gets nothing; else it is only noted
 * @param associations which certificates it may have, with {@link Level#DANE}
 * @param names for which of which its certificate may speak, in lower case
 * @param policy where this comes from
 */
record Demand(Level level, boolean binding, List<Association> associations, Set<String> names, AppliedPolicy policy) {
    /** TLS is not tried. */
    static final Demand CLEAR = new Demand(Level.CLEAR, false, List.of(), Set.of(), AppliedPolicy.NONE);
    /** TLS with anybody, and without it rather than not at all. */
    static final Demand OPPORTUNISTIC = new Demand(Level.ENCRYPTION, false, List.of(), Set.of(), AppliedPolicy.NONE);

    Demand {
        associations = List.copyOf(associations);
        names = Set.copyOf(names);
    }

    /** How much. */
    enum Level {
        /** Nothing, not even that it has TLS. */
        CLEAR,
        /** That nobody just listens. */
        ENCRYPTION,
        /** That an authority which we trust vouches for its name. */
        CERTIFICATE,
        /** That its certificate is one that the DNS names (RFC 7672 §3). */
        DANE
    }

    /** A certificate for this name, however it is written. */
    static Demand certificate(String name, boolean binding, AppliedPolicy policy) {
        return new Demand(Level.CERTIFICATE, binding, List.of(), Set.of(asInCertificates(name)), policy);
    }

    /** RFC 9525 §6.4: numbers are compared as numbers, and those of IPv6 are written in many ways. */
    private static String asInCertificates(String name) {
        try {
            return name.contains(":")
                    ? InetAddress.getByName(name).getHostAddress() // which looks nothing up
                    : name.toLowerCase(Locale.ROOT);
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(name, none);
        }
    }

    /** What the client does about STARTTLS. */
    ClientSetup.Tls startTls() {
        return level == Level.CLEAR
                ? ClientSetup.Tls.NEVER
                : binding ? ClientSetup.Tls.REQUIRED : ClientSetup.Tls.OFFERED;
    }

    /** Whether there are TLSA records, and none that says anything to us (RFC 7672 §2.2). */
    boolean isWithoutUsableRecords() {
        return policy.type() == AppliedPolicy.Type.TLSA && associations.isEmpty();
    }

    /** Whether it proves who the host is. */
    boolean authenticates() {
        return binding && (level == Level.CERTIFICATE || level == Level.DANE);
    }
}
