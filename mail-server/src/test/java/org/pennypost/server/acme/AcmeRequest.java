package org.pennypost.server.acme;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * A request that a client has signed (RFC 8555 §6.2: a flattened JWS with ES256), as a server takes it apart.
 *
 * @param header the protected header
 * @param payload empty for a POST-as-GET (RFC 8555 §6.3)
 */
record AcmeRequest(JSON header, String payload, String signed, byte[] signature) {
    static AcmeRequest of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JSON jws = JSON.parse(body);
        String header = jws.get("protected").asString();
        String payload = jws.get("payload").asString();
        return new AcmeRequest(
                JSON.parse(text(header)),
                text(payload),
                header + "." + payload,
                decode(jws.get("signature").asString()));
    }

    /** The key in the header, which only an account without a URL may use. */
    JSON key() {
        return header.get("jwk").asObject();
    }

    boolean isSignedBy(JSON key) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(publicKey(key));
        verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(signature);
    }

    /** RFC 8555 §8.1: the hash of the key's members in the order of their names (RFC 7638). */
    static String thumbprint(JSON key) throws GeneralSecurityException {
        Map<String, Object> members = key.toMap();
        String canonical = "{\"crv\":\"" + members.get("crv") + "\",\"kty\":\"" + members.get("kty") + "\",\"x\":\""
                + members.get("x") + "\",\"y\":\"" + members.get("y") + "\"}";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PublicKey publicKey(JSON key) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(
                new BigInteger(1, decode(key.get("x").asString())),
                new BigInteger(1, decode(key.get("y").asString())));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String text(String base64) {
        return new String(decode(base64), StandardCharsets.UTF_8);
    }
}
