package org.pennypost.tls;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

/**
 * What ties a login to the TLS connection that it is made on (RFC 5056), for SCRAM's -PLUS forms.
 *
 * <p>Deviates from RFC 7677 §4: under TLS 1.2 the session hash extension is not asked for, because the certificate, to
 * which alone a login is bound there, is not what can be forged without it.
 */
public final class ChannelBinding {

    /** RFC 5929 §4. */
    public static final String TLS_SERVER_END_POINT = "tls-server-end-point";
    /** RFC 9266 §2. */
    public static final String TLS_EXPORTER = "tls-exporter";

    private static final int EXPORTER_OCTETS = 32;
    private static final Optional<Method> EXPORT = export();

    private ChannelBinding() {}

    /**
     * The hash of the server's certificate (RFC 5929 §4.1); empty for one whose signature has no single hash function,
     * such as Ed25519, for which the binding is undefined.
     */
    public static Optional<ByteBuffer> serverEndPoint(X509Certificate server) {
        return hash(server).map(name -> {
            try {
                byte[] digest = MessageDigest.getInstance(name).digest(server.getEncoded());
                return ByteBuffer.wrap(digest).asReadOnlyBuffer();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no " + name, e);
            }
        });
    }

    /**
     * The exporter's octets (RFC 9266 §2); empty where the session cannot export (BouncyCastle, and Java below 25) and
     * under TLS 1.2, where nothing tells us whether the extended master secret was used, which the binding needs
     * (RFC 9266 §4.2).
     */
    public static Optional<ByteBuffer> exporter(SSLSession session) {
        if (EXPORT.isEmpty() || !session.getProtocol().equals("TLSv1.3")) {
            return Optional.empty();
        }
        try {
            byte[] exported =
                    (byte[]) EXPORT.get().invoke(session, "EXPORTER-Channel-Binding", new byte[0], EXPORTER_OCTETS);
            return Optional.of(ByteBuffer.wrap(exported).asReadOnlyBuffer());
        } catch (IllegalAccessException | InvocationTargetException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) { // not an ExtendedSSLSession
            return Optional.empty();
        }
    }

    private static Optional<Method> export() {
        try {
            return Optional.of(ExtendedSSLSession.class.getMethod(
                    "exportKeyingMaterialData", String.class, byte[].class, int.class));
        } catch (NoSuchMethodException olderJava) {
            return Optional.empty();
        }
    }

    /** RFC 5929 §4.1: MD5 and SHA-1 are replaced by SHA-256; no hash and several hashes leave it undefined. */
    private static Optional<String> hash(X509Certificate certificate) {
        String signature = certificate.getSigAlgName();
        int with = signature.indexOf("with");
        if (signature.equals("RSASSA-PSS")) {
            return pssHash(certificate);
        }
        if (with < 0) {
            return Optional.empty();
        }
        return hash(signature.substring(0, with));
    }

    private static Optional<String> hash(String name) {
        return switch (name) {
            case "MD5", "SHA1", "SHA256" -> Optional.of("SHA-256");
            case "SHA224", "SHA384", "SHA512" -> Optional.of("SHA-" + name.substring("SHA".length()));
            default -> name.startsWith("SHA3-") ? Optional.of(name) : Optional.empty();
        };
    }

    /** RFC 4055 §3.1: one hash function only if the message and the mask are hashed alike. */
    private static Optional<String> pssHash(X509Certificate certificate) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
            boolean alike = pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm());
            return alike ? hash(pss.getDigestAlgorithm().replace("-", "")) : Optional.empty();
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }
}
