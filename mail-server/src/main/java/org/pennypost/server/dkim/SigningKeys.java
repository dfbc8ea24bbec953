package org.pennypost.server.dkim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The keys with which this server signs: an RSA key of 2048 bits, which everybody can verify, and an Ed25519 key. They
 * are PEM files in the data directory, made when they are missing, and may be replaced by others. Immutable.
 *
 * <pre>
 *   dkim/pennypost.rsa.pem          private key, PKCS #8
 *   dkim/pennypost.ed25519.pem      the same
 *   dkim/pennypost.ed25519.pub.pem  public key
 * </pre>
 */
public final class SigningKeys {
    private static final String DIRECTORY = "dkim";
    private static final int RSA_BITS = 2048;
    private static final int RECORD_STRING = 255;

    private final List<SigningKey> keys;

    private SigningKeys(List<SigningKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A key and the selector under which it is found. */
    record SigningKey(Algorithm algorithm, String selector, PrivateKey key, String published) {}

    /**
     * What must stand in the DNS so that others can verify our signatures.
     *
     * @param name of the record, without the dot at the end
     * @param text of its TXT record, RFC 6376 §3.6.1
     */
    public record TextRecord(String name, String text) {
        /** As a line of a zone file: no string is longer than 255 octets (RFC 1035 §3.3). */
        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(name).append(". IN TXT");
            for (int i = 0; i < text.length(); i += RECORD_STRING) {
                line.append(" \"")
                        .append(text, i, Math.min(text.length(), i + RECORD_STRING))
                        .append('"');
            }
            return line.toString();
        }
    }

    /**
     * The keys of a data directory, made if they are missing.
     *
     * @param selector of the RSA key; the other's has {@code -ed25519} behind it
     */
    public static SigningKeys in(Path data, String selector) throws IOException {
        Path directory = data.resolve(DIRECTORY);
        OwnerOnly.directory(directory);
        try {
            return new SigningKeys(List.of(rsa(directory, selector), ed25519(directory, selector)));
        } catch (GeneralSecurityException e) {
            throw new IOException(directory + " has a key that is none", e);
        }
    }

    /** Whether keys were made there, or it cannot be told: those that we may not look at are none that we could do without. */
    public static boolean areIn(Path data, String selector) {
        return !Files.notExists(rsaFile(data.resolve(DIRECTORY), selector));
    }

    List<SigningKey> keys() {
        return keys;
    }

    /** What must stand in the DNS for a domain. */
    public List<TextRecord> records(String domain) {
        List<TextRecord> records = new ArrayList<>();
        for (SigningKey key : keys) {
            records.add(new TextRecord(
                    key.selector() + "._domainkey." + domain,
                    "v=DKIM1; k=" + key.algorithm().keyType() + "; p=" + key.published()));
        }
        return records;
    }

    private static Path rsaFile(Path directory, String selector) {
        return directory.resolve(selector + ".rsa.pem");
    }

    private static SigningKey rsa(Path directory, String selector) throws IOException, GeneralSecurityException {
        Path file = rsaFile(directory, selector);
        if (Files.notExists(file)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            OwnerOnly.write(
                    file,
                    pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
        }
        KeyFactory factory = KeyFactory.getInstance("RSA");
        PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(octets(file)));
        if (!(key instanceof RSAPrivateCrtKey whole)) {
            throw new IOException(file + " lacks the public part");
        }
        PublicKey published =
                factory.generatePublic(new RSAPublicKeySpec(whole.getModulus(), whole.getPublicExponent()));
        return new SigningKey(
                Algorithm.RSA_SHA256, selector, key, Base64.getEncoder().encodeToString(published.getEncoded()));
    }

    private static SigningKey ed25519(Path directory, String selector) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(selector + ".ed25519.pem");
        Path published = directory.resolve(selector + ".ed25519.pub.pem");
        if (Files.notExists(file) || Files.notExists(published)) {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            OwnerOnly.write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            OwnerOnly.write(published, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        }
        byte[] encoded = octets(published);
        // RFC 8463 §4.2: the 32 octets alone, which stand last
        byte[] bare = Arrays.copyOfRange(encoded, Math.max(0, encoded.length - 32), encoded.length);
        return new SigningKey(
                Algorithm.ED25519_SHA256,
                selector + "-ed25519",
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(octets(file))),
                Base64.getEncoder().encodeToString(bare));
    }

    private static String pem(String kind, byte[] octets) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + kind
                + "-----\n";
    }

    private static byte[] octets(Path file) throws IOException {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " is no PEM file", damaged);
        }
    }
}
