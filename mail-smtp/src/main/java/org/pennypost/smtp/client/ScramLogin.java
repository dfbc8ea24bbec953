package org.pennypost.smtp.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.text.SyntaxException;

/**
 * SCRAM as a client: RFC 5802 §5, without channel binding. The server does not learn the password, and proves that it
 * knows it.
 *
 * <pre>
 *   client-first  n,,n=user,r=fyko
 *   server-first  r=fyko3rfc,s=QSXCR,i=4096
 *   client-final  c=biws,r=fyko3rfc,p=v0X8v
 *   server-final  v=rmF9p
 * </pre>
 */
final class ScramLogin {
    /** RFC 7677 §4: a server that wants less would make the password easy to guess. */
    private static final int LEAST = 4096;
    /** A server that wants more would keep us busy. */
    private static final int MOST = 1_000_000;

    private static final String HEADER = "n,,";

    private final ScramKeys.Hash hash;
    private final ClientSetup.Credentials own;
    private final String nonce;
    private final String bare;
    private byte[] signature = {};

    /** @param nonce printable and new each time */
    ScramLogin(ScramKeys.Hash hash, ClientSetup.Credentials own, String nonce) {
        this.hash = hash;
        this.own = own;
        this.nonce = nonce;
        this.bare = "n=" + own.user().replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    /** RFC 5802 §7 {@code client-first-message}. */
    String first() {
        return HEADER + bare;
    }

    /**
     * RFC 5802 §7 {@code client-final-message}. Takes as long as the server's iterations.
     *
     * @throws SyntaxException if the server's message is none, or asks for too little or too much
     */
    String last(String serverFirst) {
        String[] attributes = serverFirst.split(",", -1);
        boolean sound = attributes.length >= 3
                && attributes[0].startsWith("r=" + nonce)
                && attributes[0].length() > nonce.length() + 2
                && attributes[1].startsWith("s=")
                && attributes[2].matches("i=[1-9][0-9]{0,8}");
        if (!sound) {
            throw new SyntaxException("not a challenge of SCRAM");
        }
        int iterations = Integer.parseInt(attributes[2].substring(2));
        if (iterations < LEAST || iterations > MOST) {
            throw new SyntaxException("the server wants " + iterations + " iterations");
        }
        byte[] salted = Scram.saltedPassword(hash, own.password(), salt(attributes[1]), iterations);
        String withoutProof = "c=" + base64(HEADER.getBytes(StandardCharsets.US_ASCII)) + "," + attributes[0];
        String message = bare + "," + serverFirst + "," + withoutProof;
        byte[] proof = Scram.mac(hash, salted, "Client Key");
        byte[] clientSignature = Scram.mac(hash, Scram.digest(hash, proof), message);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientSignature[i];
        }
        signature = Scram.mac(hash, Scram.mac(hash, salted, "Server Key"), message);
        return withoutProof + ",p=" + base64(proof);
    }

    /** RFC 5802 §7 {@code server-final-message}: whether the server knows the password, too. */
    boolean isProof(String serverFinal) {
        byte[] expected = ("v=" + base64(signature)).getBytes(StandardCharsets.US_ASCII);
        String said = serverFinal.split(",", 2)[0];
        return signature.length > 0 && MessageDigest.isEqual(expected, said.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] salt(String attribute) {
        try {
            byte[] salt = Base64.getDecoder().decode(attribute.substring(2));
            if (salt.length > 0) {
                return salt;
            }
        } catch (IllegalArgumentException none) {
            throw new SyntaxException("a salt that is not in base64");
        }
        throw new SyntaxException("no salt");
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
