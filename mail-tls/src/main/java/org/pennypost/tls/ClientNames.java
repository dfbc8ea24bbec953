package org.pennypost.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;

/** Whom a client's certificate names, for SASL EXTERNAL (RFC 4422 §A); whether to believe it is TLS's part. */
public final class ClientNames {

    private ClientNames() {}

    /**
     * The mail addresses in it (RFC 5280 §4.2.1.6, rfc822Name); if it has none, the common names of its subject. A
     * certificate with an address is for that address, whatever its subject says.
     */
    public static List<String> of(X509Certificate certificate) {
        List<String> addresses = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(GeneralName.rfc822Name)) {
                    addresses.add(String.valueOf(alternative.get(1)));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return addresses.isEmpty() ? commonNames(certificate) : List.copyOf(addresses);
    }

    private static List<String> commonNames(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return Stream.of(subject.getRDNs(BCStyle.CN))
                .map(part -> IETFUtils.valueToString(part.getFirst().getValue()))
                .toList();
    }
}
