package org.pennypost.server.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;

/**
 * A public key in the DNS, RFC 6376 §3.6.1.
 *
 * @param keyType {@code k=}
 * @param hashes {@code h=}; empty for all
 * @param key {@code p=} in base64; empty if it is revoked
 * @param services {@code s=}
 * @param flags {@code t=}
 */
record KeyRecord(String keyType, List<String> hashes, String key, List<String> services, List<String> flags) {
    // RFC 8301 §3.2: from 1024 bits on, and 4096 at least
    private static final int SHORTEST = 1024;
    private static final int LONGEST = 8192;
    private static final int LONGEST_TEXT = 4096;
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    KeyRecord {
        hashes = List.copyOf(hashes);
        services = List.copyOf(services);
        flags = List.copyOf(flags);
    }

    /** @throws SyntaxException if it is no key record */
    static KeyRecord parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new SyntaxException("key record too long");
        }
        TagList tags = TagList.parse(text);
        Optional<String> version = tags.compact("v");
        if (version.isPresent() && !(version.get().equals("DKIM1") && tags.beginsWith("v"))) {
            throw new SyntaxException("not a DKIM1 key");
        }
        return new KeyRecord(
                tags.compact("k").orElse("rsa"),
                tags.compact("h").map(KeyRecord::list).orElse(List.of()),
                tags.required("p"),
                tags.compact("s").map(KeyRecord::list).orElse(List.of("*")),
                tags.compact("t").map(KeyRecord::list).orElse(List.of()));
    }

    boolean revoked() {
        return key.isEmpty();
    }

    /** RFC 6376 §3.6.1 {@code t=y}: failures mean nothing. */
    boolean testing() {
        return flags.contains("y");
    }

    /** RFC 6376 §3.6.1 {@code t=s}: no identities of subdomains. */
    boolean strict() {
        return flags.contains("s");
    }

    /** RFC 6376 §6.1.2: whether the key is for this. */
    boolean serves(Algorithm algorithm) {
        return keyType.equals(algorithm.keyType())
                && (hashes.isEmpty() || hashes.contains("sha256"))
                && (services.contains("*") || services.contains("email"));
    }

    /** @throws SyntaxException if it is no key, or too weak a one */
    PublicKey publicKey(Algorithm algorithm) {
        try {
            byte[] octets = Base64.getDecoder().decode(key);
            return algorithm == Algorithm.ED25519_SHA256 ? ed25519(octets) : rsa(octets);
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            throw new SyntaxException("unusable key");
        }
    }

    private static PublicKey ed25519(byte[] octets) throws GeneralSecurityException {
        if (octets.length != 32) {
            throw new SyntaxException("unusable key"); // RFC 8463 §4.2
        }
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(joined(ED25519_HEAD, octets)));
    }

    private static PublicKey rsa(byte[] octets) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        RSAPublicKey key;
        try {
            key = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(octets));
        } catch (GeneralSecurityException bare) {
            key = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(enveloped(octets)));
        }
        int bits = key.getModulus().bitLength();
        if (bits < SHORTEST || bits > LONGEST || key.getPublicExponent().compareTo(BigInteger.ONE) <= 0) {
            throw new SyntaxException("unacceptable key size"); // RFC 8301 §3.2
        }
        return key;
    }

    // RFC 6376 §3.6.1 asks for RSAPublicKey and shows SubjectPublicKeyInfo (erratum 3017); both are seen
    private static byte[] enveloped(byte[] key) {
        byte[] bits = joined(new byte[] {0}, key);
        byte[] inner = joined(RSA_HEAD, joined(length(0x03, bits.length), bits));
        return joined(length(0x30, inner.length), inner);
    }

    private static byte[] length(int type, int length) {
        return new byte[] {(byte) type, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<String> list(String text) {
        return List.of(text.split(":"));
    }
}
