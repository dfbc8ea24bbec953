package org.pennypost.server.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.address.Domain;

/**
 * How a certificate of a public CA is had (RFC 8555). Immutable.
 *
 * @param directory the URL of the CA's directory
 * @param contact the mail address that the CA may write to
 * @param names the host names of the certificate, the server's own first
 * @param challenge how it is shown that they are ours
 * @param addresses where the CA's question is answered: IP addresses, {@code loopback} or {@code all}
 * @param port the port for it; a public CA comes to the one of {@link Challenge} only
 */
public record AcmeSettings(
        URI directory,
        Optional<String> contact,
        List<String> names,
        Challenge challenge,
        List<String> addresses,
        int port) {
    public AcmeSettings {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
    }

    /** The ways to show it that need nothing but an open port. */
    public enum Challenge {
        /** By a page (RFC 8555 §8.3). */
        HTTP_01(80),
        /** By a certificate (RFC 8737). */
        TLS_ALPN_01(443);

        private final int port;

        Challenge(int port) {
            this.port = port;
        }
    }

    /** What a file says; empty if it does not name a CA. */
    static Optional<AcmeSettings> of(ConfigurationFile file) {
        Optional<URI> directory = file.said(Settings.ACME_DIRECTORY);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        if (file.has(Settings.CERTIFICATE)) {
            file.conflict(
                    Settings.ACME_DIRECTORY,
                    "directory in [acme] and certificate in [tls]",
                    "one of them",
                    "remove certificate to have one of this CA");
        }
        if (file.value(Settings.ACME_TERMS) != Settings.Terms.AGREED) {
            file.conflict(
                    Settings.ACME_DIRECTORY,
                    "directory without terms",
                    "your agreement to the terms of this CA, which the server cannot give for you",
                    "read them, and write terms = agreed");
        }
        List<String> names = Stream.concat(
                        Stream.of(file.value(Settings.HOST)), file.said(Settings.ACME_NAMES).orElse(List.of()).stream())
                .map(Domain::toString)
                .distinct()
                .toList();
        Challenge challenge = file.value(Settings.ACME_CHALLENGE);
        return Optional.of(new AcmeSettings(
                directory.get(),
                file.said(Settings.ACME_CONTACT).filter(contact -> !contact.isEmpty()),
                names,
                challenge,
                file.value(Settings.ACME_ADDRESS),
                file.said(Settings.ACME_PORT).orElse(challenge.port)));
    }
}
