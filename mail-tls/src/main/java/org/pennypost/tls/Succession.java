package org.pennypost.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether certificates can take the place of those in service, and what is to be said of their end. */
final class Succession {

    private static final Duration SOON = Duration.ofDays(14);

    private Succession() {}

    /** What speaks against it, for the operator; empty if nothing does. */
    static Optional<String> fault(List<TlsIdentity> before, List<TlsIdentity> after, Instant now) {
        for (TlsIdentity identity : after) {
            X509Certificate certificate = identity.certificate();
            if (before.contains(identity)) {
                continue; // what is in service already is no worse than it was
            }
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                return Optional.of(subject(identity) + " has expired on " + end(certificate));
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                return Optional.of(subject(identity) + " is not valid before "
                        + certificate.getNotBefore().toInstant() + "; is the clock right?");
            }
        }
        CertifiedNames wanted = CertifiedNames.of(before.get(0).certificate());
        boolean known = wanted.names().isEmpty() || names(after).coverAnyOf(wanted);
        return known
                ? Optional.empty()
                : Optional.of(subject(after.get(0)) + " has none of the names " + wanted.names());
    }

    /** A line for each certificate that has ended or soon will; one more on each day. */
    static List<String> warnings(List<TlsIdentity> identities, Instant now) {
        List<String> warnings = new ArrayList<>();
        for (TlsIdentity identity : identities) {
            Instant end = identity.certificate().getNotAfter().toInstant();
            long days = Duration.between(now, end).toDays();
            if (end.isBefore(now)) {
                warnings.add(subject(identity) + " has expired on " + end(identity.certificate())
                        + "; put a new one in its place");
            } else if (end.isBefore(now.plus(SOON))) {
                warnings.add(subject(identity) + " ends in " + days + " days; put a new one in its place");
            }
        }
        return warnings;
    }

    /** A line for each certificate that was not there before. */
    static List<String> news(List<TlsIdentity> before, List<TlsIdentity> after) {
        return after.stream()
                .filter(identity -> !before.contains(identity))
                .map(identity -> subject(identity) + " is in service, valid until " + end(identity.certificate()))
                .toList();
    }

    private static CertifiedNames names(List<TlsIdentity> identities) {
        Set<String> names = new HashSet<>();
        identities.forEach(identity ->
                names.addAll(CertifiedNames.of(identity.certificate()).names()));
        return new CertifiedNames(names);
    }

    private static String subject(TlsIdentity identity) {
        X509Certificate certificate = identity.certificate();
        String subject = certificate.getSubjectX500Principal().getName();
        String shown =
                subject.isEmpty() ? CertifiedNames.of(certificate).names().toString() : subject;
        return "the certificate of " + shown.replaceAll("\\p{Cntrl}", "?");
    }

    private static String end(X509Certificate certificate) {
        return certificate
                .getNotAfter()
                .toInstant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}
