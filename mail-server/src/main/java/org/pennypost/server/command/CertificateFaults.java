package org.pennypost.server.command;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.tls.TlsIdentity;

/** What clients would not like about certificates that can be read: their time, and whose they are. */
final class CertificateFaults {
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

    private static String named(TlsIdentity identity) {
        return "the certificate of "
                + identity.certificate().getSubjectX500Principal().getName();
    }

    private static String day(Instant when) {
        return when.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
