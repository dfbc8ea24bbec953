package org.pennypost.server.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/** RFC 6376 §3.3, RFC 8463 §3: how header fields are signed. rsa-sha1 is none of them (RFC 8301 §3.1). */
enum Algorithm {
    RSA_SHA256("rsa-sha256", "rsa", "SHA256withRSA"),
    /** RFC 8463 §3: PureEdDSA over the SHA-256 hash. */
    ED25519_SHA256("ed25519-sha256", "ed25519", "Ed25519");

    private final String text;
    private final String keyType;
    private final String signature;

    Algorithm(String text, String keyType, String signature) {
        this.text = text;
        this.keyType = keyType;
        this.signature = signature;
    }

    // RFC 6376 §3.5: sig-a-tag-alg
    static Optional<Algorithm> of(String text) {
        for (Algorithm algorithm : values()) {
            if (algorithm.text.equals(text)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** RFC 6376 §3.6.1 {@code k=}. */
    String keyType() {
        return keyType;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Whether a signature over these canonical fields, octets as characters, is the key owner's. */
    boolean verifies(PublicKey key, String fields, byte[] signed) {
        try {
            Signature engine = Signature.getInstance(signature);
            engine.initVerify(key);
            engine.update(input(fields));
            return engine.verify(signed);
        } catch (GeneralSecurityException misshapen) {
            return false;
        }
    }

    byte[] sign(PrivateKey key, String fields) throws GeneralSecurityException {
        Signature engine = Signature.getInstance(signature);
        engine.initSign(key);
        engine.update(input(fields));
        return engine.sign();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    private byte[] input(String fields) {
        byte[] octets = fields.getBytes(StandardCharsets.ISO_8859_1);
        return this == RSA_SHA256 ? octets : sha256().digest(octets);
    }
}
