package org.pennypost.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.address.Domain;
import org.pennypost.server.config.Configuration;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;

/**
 * What the server shows of itself in TLS.
 *
 * @param context makes the TLS of connections
 * @param authority the file of the private CA that clients must trust; empty if the certificate is somebody else's
 * @param notes what was made or found wanting, a line each
 */
record Identity(TlsContext context, Optional<Path> authority, List<String> notes) {

    /** The certificate of the configuration, or one of a private CA in the data directory, made at first start. */
    static Identity of(Configuration configuration) throws StartFailure {
        try {
            if (configuration.certificate().isPresent()) {
                var files = configuration.certificate().get();
                TlsIdentity own = TlsIdentity.fromPem(files.chain(), files.key());
                return new Identity(context(configuration, own), Optional.empty(), List.of());
            }
            List<String> names = Stream.concat(Stream.of(configuration.host()), configuration.domains().stream())
                    .filter(Domain.class::isInstance)
                    .map(Object::toString)
                    .distinct()
                    .toList();
            CertificateStore store =
                    CertificateStore.open(configuration.data().resolve("tls"), names, Clock.systemUTC());
            Optional<Path> authority = store.authority().map(certificate -> store.authorityFile());
            return new Identity(context(configuration, store.server()), authority, store.notes());
        } catch (TlsException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
    }

    private static TlsContext context(Configuration configuration, TlsIdentity identity) throws TlsException {
        return TlsContext.builder()
                .identity(identity)
                .provider(configuration.tlsProvider())
                .build();
    }
}
