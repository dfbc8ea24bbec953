package org.pennypost.server.publishing;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.pennypost.core.address.Domain;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * What of a server the world may know.
 *
 * @param host its name
 * @param domains the domains whose mail it takes
 * @param ports the ports that are reached from elsewhere
 * @param certificate what it shows; empty if there is none yet
 * @param trusted whether clients trust the certificate without being told to
 * @param authorities the CAs that may issue for it, as CAA names them, such as {@code letsencrypt.org}
 * @param keys the keys with which it signs mail
 */
public record PublicFacts(
        Domain host,
        List<Domain> domains,
        Map<Role, Integer> ports,
        Optional<X509Certificate> certificate,
        boolean trusted,
        List<String> authorities,
        List<SigningKey> keys) {
    public PublicFacts {
        domains = List.copyOf(domains);
        ports = Map.copyOf(ports);
        authorities = List.copyOf(authorities);
        keys = List.copyOf(keys);
    }

    /**
     * What mail programs ask for, and no more than that.
     *
     * @param trusted whether they trust the certificate without being told to
     */
    public static PublicFacts forClients(Configuration configuration, Map<Role, Integer> ports, boolean trusted) {
        return new PublicFacts(
                configuration.host(), domains(configuration), ports, Optional.empty(), trusted, List.of(), List.of());
    }

    /** Of what is served, that which has a name. */
    public static List<Domain> domains(Configuration configuration) {
        return configuration.domains().stream()
                .filter(Domain.class::isInstance)
                .map(Domain.class::cast)
                .toList();
    }

    /**
     * A DKIM key.
     *
     * @param domain whose mail it signs
     * @param selector its name there
     * @param record the text of its record, beginning with {@code v=DKIM1}
     */
    public record SigningKey(Domain domain, String selector, String record) {}

    OptionalInt port(Role role) {
        return ports.containsKey(role) ? OptionalInt.of(ports.get(role)) : OptionalInt.empty();
    }
}
