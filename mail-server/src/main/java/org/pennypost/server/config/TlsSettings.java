package org.pennypost.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsProvider;
import org.pennypost.tls.TlsSource.CertificateFiles;

/**
 * What is set up for TLS. Immutable.
 *
 * @param certificates your own; empty for one of a private CA that is made at first start
 * @param passphrase the file whose first line opens their keys
 * @param clientAuthorities who vouches for users with a certificate; empty if nobody is asked for one
 * @param acme from which CA certificates are had; empty for none
 * @param provider whose TLS it is
 * @param stapling where OCSP responses come from
 * @param ocspResponse the file of {@link Stapling#FILE}
 */
public record TlsSettings(
        List<CertificateFiles> certificates,
        Optional<Path> passphrase,
        Optional<Path> clientAuthorities,
        Optional<AcmeSettings> acme,
        Provider provider,
        Stapling stapling,
        Optional<Path> ocspResponse) {
    public TlsSettings {
        certificates = List.copyOf(certificates);
    }

    /** Whose TLS it can be; what each costs is in {@code docs/tls.md}. */
    public enum Provider {
        /** BouncyCastle's for clients with the post-quantum hybrid, the JDK's for all others. */
        AUTOMATIC,
        /** BouncyCastle's for all. */
        BOUNCY_CASTLE,
        /** The JDK's for all. */
        JDK;

        /** What it means for a context. */
        public TlsContext.Builder choose(TlsContext.Builder builder) {
            return switch (this) {
                case AUTOMATIC -> builder.eachClientsBest();
                case BOUNCY_CASTLE -> builder.provider(TlsProvider.BOUNCY_CASTLE);
                case JDK -> builder.provider(TlsProvider.JDK);
            };
        }
    }

    /** Where the OCSP response comes from that a server sends with its certificate (RFC 6066 §8). */
    public enum Stapling {
        /** None is sent. */
        OFF,
        /** From the responder that the certificate names. */
        RESPONDER,
        /** From a file that somebody else keeps fresh. */
        FILE
    }

    /** What a file says. */
    static TlsSettings of(ConfigurationFile file, Path base) {
        return new TlsSettings(
                certificates(file, base),
                file.said(Settings.PASSPHRASE_FILE).map(base::resolve),
                file.said(Settings.CLIENT_AUTHORITIES).map(base::resolve),
                AcmeSettings.of(file),
                file.value(Settings.PROVIDER),
                stapling(file),
                file.said(Settings.OCSP_RESPONSE).map(base::resolve));
    }

    private static Stapling stapling(ConfigurationFile file) {
        Stapling stapling = file.value(Settings.STAPLING);
        if (stapling == Stapling.FILE && file.said(Settings.OCSP_RESPONSE).isEmpty()) {
            file.conflict(
                    Settings.STAPLING,
                    "stapling = file without a file",
                    "the file with the OCSP response",
                    "add ocsp-response, or write stapling = responder");
        }
        return stapling;
    }

    private static List<CertificateFiles> certificates(ConfigurationFile file, Path base) {
        List<Path> certificates = file.said(Settings.CERTIFICATE).orElse(List.of());
        List<Path> keys = file.said(Settings.KEY).orElse(certificates);
        if (keys.size() != certificates.size()) {
            file.conflict(
                    Settings.KEY,
                    keys.size() + " keys for " + certificates.size() + " certificates",
                    "a key for each certificate, in the same order, or no keys if each is in its certificate's file",
                    certificates.isEmpty()
                            ? "add certificate, or remove key to use a certificate that the server makes"
                            : "name the file of the certificate again where it holds the key");
            return List.of();
        }
        List<CertificateFiles> files = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            files.add(new CertificateFiles(base.resolve(certificates.get(i)), base.resolve(keys.get(i))));
        }
        return files;
    }
}
