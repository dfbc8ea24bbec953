package org.pennypost.tls;

import java.security.Key;

/** The signature algorithm that goes with a key, by its JCA name. */
final class Signatures {

    private Signatures() {}

    static String algorithm(Key key) {
        return switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm(); // EdDSA: key and signature share a name
        };
    }
}
