package org.pennypost.server.dns;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A TLSA record: which certificate or key a host has. RFC 6698 §2.1.
 *
 * @param usage 2 for an authority, 3 for the host's own; others are of no use for SMTP (RFC 7672 §3.1.3)
 * @param selector 0 for the whole certificate, 1 for its key
 * @param matching 0 for all of it, 1 for its SHA-256, 2 for its SHA-512
 * @param data in hexadecimal
 */
public record Association(int usage, int selector, int matching, String data) {
    /** RFC 6698 §2.1.1: the certificate of an authority that the host's is issued by. */
    public static final int TRUST_ANCHOR = 2;
    /** RFC 6698 §2.1.1: the host's own. */
    public static final int END_ENTITY = 3;

    private static final int SHA_256 = 64;
    private static final int SHA_512 = 128;

    /** A record from its octets. */
    public static Association of(int usage, int selector, int matching, byte[] data) {
        return new Association(usage, selector, matching, HexFormat.of().formatHex(data));
    }

    /** RFC 7672 §3.1: whether SMTP can do something with it. */
    public boolean usable() {
        return (usage == TRUST_ANCHOR || usage == END_ENTITY) && selector <= 1 && matching <= 2 && wellFormed();
    }

    /** RFC 6698 §4.1: what is malformed is of no use. */
    private boolean wellFormed() {
        return switch (matching) {
            case 1 -> data.length() == SHA_256;
            case 2 -> data.length() == SHA_512;
            default -> selector == 1 ? isKey() : certificate().isPresent();
        };
    }

    /** The certificate, if all of it is here. */
    public Optional<X509Certificate> certificate() {
        if (selector != 0 || matching != 0) {
            return Optional.empty();
        }
        try {
            X509Certificate whole = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets()));
            return Arrays.equals(whole.getEncoded(), octets())
                    ? Optional.of(whole)
                    : Optional.empty(); // PEM is read, too, and what comes behind is not
        } catch (CertificateException malformed) {
            return Optional.empty();
        }
    }

    /** Whether all of a key is here, of a kind that a host could show us. */
    private boolean isKey() {
        return Security.getAlgorithms("KeyFactory").stream().anyMatch(this::isKey);
    }

    private boolean isKey(String kind) {
        try {
            PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(octets()));
            return Arrays.equals(key.getEncoded(), octets());
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private byte[] octets() {
        return HexFormat.of().parseHex(data);
    }

    /** RFC 6698 §2.2: in presentation format, without blanks in the data. */
    @Override
    public String toString() {
        return usage + " " + selector + " " + matching + " " + data.toUpperCase(Locale.ROOT);
    }
}
