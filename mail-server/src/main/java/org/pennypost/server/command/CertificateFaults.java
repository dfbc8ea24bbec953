package org.pennypost.server.command;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.tls.TlsIdentity;

/** What clients would not like about certificates that can be read: their time, their keys, who made them, and whose they are. */
final class CertificateFaults {
    /** Common clients, OpenSSL at its level 2 among them, refuse less. */
    private static final int LEAST_RSA = 2048;

    /** Certificate Transparency: it was logged in public, so it is one of a CA that mail programs bring along. */
    private static final String TIMESTAMPS = "1.3.6.1.4.1.11129.2.4.2";

    private CertificateFaults() {}

    /** A line for each; none if all is well. */
    static List<String> of(List<TlsIdentity> identities, String host, Instant now) {
        List<String> faults = new ArrayList<>();
        for (TlsIdentity identity : identities) {
            X509Certificate certificate = identity.certificate();
            Instant begin = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            if (end.isBefore(now)) {
                faults.add(named(identity) + " has expired on " + day(end) + "; put a new one in its place");
            } else if (begin.isAfter(now)) {
                faults.add(named(identity) + " is not valid before " + day(begin) + "; is the clock right?");
            }
            weak(identity).ifPresent(faults::add);
            incomplete(identity).ifPresent(faults::add);
        }
        if (identities.stream().noneMatch(identity -> identity.covers(host))) {
            List<String> names = identities.stream()
                    .flatMap(identity -> identity.hostNames().stream())
                    .distinct()
                    .toList();
            faults.add("no certificate is for " + host + ", the host in [server], but for " + String.join(", ", names)
                    + "; clients will refuse it: have one made for it, or set host");
        }
        return faults;
    }

    private static Optional<String> weak(TlsIdentity identity) {
        return identity.chain().stream()
                .filter(one -> one.getPublicKey() instanceof RSAKey key
                        && key.getModulus().bitLength() < LEAST_RSA)
                .findFirst()
                .map(one -> "the certificate of "
                        + one.getSubjectX500Principal().getName() + " has an RSA key of "
                        + ((RSAKey) one.getPublicKey()).getModulus().bitLength()
                        + " bits; clients will refuse it: have one made for a key of " + LEAST_RSA + " or more");
    }

    /**
     * A public CA never signs with the key that clients have of it, so something must stand between (RFC 8446 §4.4.2).
     * A private one may, and a certificate may be its own issuer: of these nothing is said.
     */
    private static Optional<String> incomplete(TlsIdentity identity) {
        X509Certificate certificate = identity.certificate();
        return identity.chain().size() == 1 && certificate.getExtensionValue(TIMESTAMPS) != null
                ? Optional.of(named(identity) + " stands alone; clients will refuse it: put the certificate of "
                        + certificate.getIssuerX500Principal().getName()
                        + " behind it in the file, or take the file that has both, often called fullchain.pem")
                : Optional.empty();
    }

    private static String named(TlsIdentity identity) {
        return "the certificate of "
                + identity.certificate().getSubjectX500Principal().getName();
    }

    private static String day(Instant when) {
        return when.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
