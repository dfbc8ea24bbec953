package org.pennypost.server.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.pennypost.tls.files.OwnerOnly;

/** A key pair, EC P-256, in a file for its owner only; made when first asked for, and the same ever after. */
record KeyFile(Path path) {
    KeyPair pair() throws IOException {
        try {
            if (Files.notExists(path)) {
                OwnerOnly.write(path, text(generated()));
            }
            return parsed(Files.readString(path));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(path + ": this key cannot be used; remove it to have a new one made", e);
        }
    }

    private static KeyPair generated() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String text(KeyPair pair) {
        return block("PRIVATE KEY", pair.getPrivate().getEncoded())
                + block("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static KeyPair parsed(String text) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(octets("PUBLIC KEY", text))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(octets("PRIVATE KEY", text))));
    }

    /** RFC 7468 §10 and §13. */
    private static String block(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static byte[] octets(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        int start = text.indexOf(begin);
        int end = text.indexOf("-----END " + label + "-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
    }
}
