package org.pennypost.server.relay;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.server.dns.Association;
import org.pennypost.server.tlsreport.TlsFault;
import org.pennypost.server.tlsreport.TlsFault.Kind;

/** Whether a host has a certificate that the DNS names: RFC 7672 §3, RFC 7671 §5. */
final class Dane {
    private Dane() {}

    /** What is wrong; empty if one of the associations holds. */
    static Optional<TlsFault> check(Demand demand, List<X509Certificate> chain) {
        Optional<TlsFault> fault = Optional.of(
                new TlsFault(Kind.CERTIFICATE_NOT_TRUSTED, "the host has no certificate that its TLSA records name"));
        for (Association association : demand.associations()) {
            Optional<TlsFault> one = chain.isEmpty() ? fault : check(association, demand.names(), chain);
            if (one.isEmpty()) {
                return one;
            }
            fault = one.get().kind() == Kind.CERTIFICATE_NOT_TRUSTED ? fault : one;
        }
        return fault;
    }

    private static Optional<TlsFault> check(Association association, Set<String> names, List<X509Certificate> chain) {
        // RFC 7672 §3.1.1: neither its name nor its date matters
        if (association.usage() == Association.END_ENTITY) {
            return matches(association, chain.get(0)) ? Optional.empty() : untrusted("its key is another");
        }
        for (int i = 0; i < chain.size(); i++) {
            if (matches(association, chain.get(i))) {
                return vouched(chain.subList(0, i), chain.get(i), chain.get(0), names);
            }
        }
        return association
                .certificate()
                .map(authority -> unshown(authority, chain, names))
                .orElseGet(() -> untrusted("its authority is another"));
    }

    /** RFC 7671 §5.2.2: an authority whose certificate is in the DNS need not be shown by the host. */
    private static Optional<TlsFault> unshown(
            X509Certificate authority, List<X509Certificate> chain, Set<String> names) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i).getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
                return vouched(chain.subList(0, i + 1), authority, chain.get(0), names);
            }
        }
        return untrusted("its authority is another");
    }

    private static Optional<TlsFault> vouched(
            List<X509Certificate> path, X509Certificate authority, X509Certificate own, Set<String> names) {
        Optional<TlsFault> broken = issued(path, authority);
        return broken.isPresent() ? broken : Verifier.named(own, names); // RFC 7672 §3.2.2
    }

    private static Optional<TlsFault> issued(List<X509Certificate> path, X509Certificate authority) {
        try {
            authority.checkValidity(); // PKIX has no date for an anchor, but an authority that has ended is none
            if (!path.isEmpty()) {
                PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
                parameters.setRevocationEnabled(false);
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
            }
            return Optional.empty();
        } catch (GeneralSecurityException broken) {
            Kind kind = Verifier.isAboutDates(broken) ? Kind.CERTIFICATE_EXPIRED : Kind.VALIDATION_FAILURE;
            return Optional.of(new TlsFault(kind, "its chain: " + broken.getMessage()));
        }
    }

    // RFC 6698 §2.1.2, §2.1.3
    private static boolean matches(Association association, X509Certificate certificate) {
        try {
            byte[] selected = association.selector() == 0
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            byte[] matched = switch (association.matching()) {
                case 1 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case 2 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
            return HexFormat.of().formatHex(matched).equals(association.data());
        } catch (CertificateEncodingException unreadable) {
            return false;
        } catch (GeneralSecurityException none) {
            throw new IllegalStateException("the JDK has SHA-2", none);
        }
    }

    private static Optional<TlsFault> untrusted(String text) {
        return Optional.of(new TlsFault(Kind.CERTIFICATE_NOT_TRUSTED, text));
    }
}
