package org.pennypost.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The host names that a certificate speaks for, as a client would compare them (RFC 9525 §6.3): dNSName entries, with
 * a wildcard that stands for one whole label at the left. A common name in the subject is not looked at.
 *
 * @param names in lower case
 */
record CertifiedNames(Set<String> names) {

    CertifiedNames {
        names = Set.copyOf(names);
    }

    static CertifiedNames of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(GeneralName.dNSName)) {
                    names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException e) {
            return new CertifiedNames(Set.of()); // then no client finds a name in it either
        }
        return new CertifiedNames(names);
    }

    /** @param host in lower case */
    boolean cover(String host) {
        int dot = host.indexOf('.');
        return names.contains(host) || dot > 0 && names.contains("*" + host.substring(dot));
    }

    boolean coverAnyOf(CertifiedNames others) {
        return others.names.stream().anyMatch(this::cover);
    }
}
