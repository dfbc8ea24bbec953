package org.pennypost.tls;

import java.net.IDN;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/**
 * The names that a server certificate speaks for: host names as A-labels in lower case, and IP addresses.
 * Loopback names are always among them, so that a mail client on the same machine can check the certificate.
 *
 * @param names host names and address literals, the most important first
 */
record SubjectNames(List<String> names) {

    static final SubjectNames LOOPBACK_ONLY = new SubjectNames(List.of("localhost", "127.0.0.1", "::1"));

    private static final int DNS_NAME = GeneralName.dNSName;
    private static final int IP_ADDRESS = GeneralName.iPAddress;
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");

    SubjectNames {
        names = List.copyOf(names);
    }

    static SubjectNames of(Collection<String> hosts) throws TlsException {
        Set<String> names = new LinkedHashSet<>();
        for (String host : hosts) {
            names.add(canonical(host));
        }
        names.addAll(LOOPBACK_ONLY.names);
        return new SubjectNames(List.copyOf(names));
    }

    /** The name that a person reads in the certificate's subject. */
    String first() {
        return names.get(0);
    }

    /** RFC 5280 §4.2.1.6: GeneralName is iPAddress for an address, dNSName for a name. */
    GeneralNames subjectAlternatives() {
        return new GeneralNames(names.stream().map(SubjectNames::generalName).toArray(GeneralName[]::new));
    }

    static GeneralName generalName(String name) {
        return new GeneralName(IPAddress.isValid(name) ? IP_ADDRESS : DNS_NAME, name);
    }

    boolean coveredBy(X509Certificate certificate) {
        try {
            Set<String> covered = new LinkedHashSet<>();
            for (List<?> alternative : orEmpty(certificate.getSubjectAlternativeNames())) {
                String name = String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT);
                covered.add(alternative.get(0).equals(IP_ADDRESS) ? address(name) : name);
            }
            return names.stream().allMatch(name -> covered.contains(IPAddress.isValid(name) ? address(name) : name));
        } catch (CertificateParsingException e) {
            return false; // then a new one is due anyway
        }
    }

    /** One spelling for each address: {@code ::1} and {@code 0:0:0:0:0:0:0:1} are the same octets. */
    private static String address(String literal) {
        return new GeneralName(IP_ADDRESS, literal).getName().toString();
    }

    private static String canonical(String host) throws TlsException {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (IPAddress.isValid(name)) {
            return name;
        }
        try {
            String ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            if (HOST.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            throw notAHost(host, e);
        }
        throw notAHost(host, null);
    }

    private static TlsException notAHost(String host, Throwable cause) {
        String shown = host.replaceAll("[^\\p{Graph} ]", "?");
        return new TlsException(
                "\"" + shown + "\" is no host name or IP address; give names such as mail.example.org", cause);
    }

    private static Collection<List<?>> orEmpty(Collection<List<?>> alternatives) {
        return alternatives == null ? List.of() : alternatives;
    }
}
