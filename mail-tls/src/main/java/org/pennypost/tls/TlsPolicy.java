package org.pennypost.tls;

import java.util.List;

/**
 * What we agree to in a TLS handshake: protocol versions, cipher suites, key exchange groups, client certificates.
 *
 * <p>Valid by construction: no version below TLS 1.2 (RFC 8996) and no cipher suite that RFC 9325 §4.2 does not
 * recommend can be in a policy. An empty list of groups leaves them to the provider.
 *
 * @param protocols {@code TLSv1.3}, {@code TLSv1.2} or both
 * @param cipherSuites standard names, the preferred one first; the server's order decides
 * @param groups standard names, the preferred one first; what a provider does not know it leaves out
 * @param clientCertificates whether a server asks its clients for a certificate
 */
public record TlsPolicy(
        List<String> protocols, List<String> cipherSuites, List<String> groups, ClientCertificates clientCertificates) {

    /** RFC 9325 §3.1.1: TLS 1.2 is a MUST, TLS 1.3 a SHOULD, all below a MUST NOT. */
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** The stronger first, as RFC 9325 §4.2.1 asks; ChaCha20 last, because the JDK's AES uses the processor's. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_256_GCM_SHA384", // RFC 8446 §9.1
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", // RFC 9325 §4.2
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    /** The post-quantum hybrid where both sides have it, then RFC 9325 §4.2.1. */
    private static final List<String> GROUPS = List.of("X25519MLKEM768", "x25519", "secp256r1", "secp384r1");

    public TlsPolicy {
        protocols = only(PROTOCOLS, protocols, "protocol");
        cipherSuites = only(CIPHER_SUITES, cipherSuites, "cipher suite");
        groups = List.copyOf(groups);
    }

    /**
     * Whether a server sends a CertificateRequest. RFC 8314 §4.2: not unless it can map a certificate to a user, as
     * many clients then trouble their user with a choice.
     */
    public enum ClientCertificates {
        /** No certificate is asked for. */
        NOT_ASKED,
        /** A client may show one; one that is not trusted counts for nothing in a {@link TlsLayer}. */
        WANTED,
        /** A client without a trusted certificate is refused. */
        REQUIRED
    }

    /** TLS 1.3 and 1.2 with all that RFC 9325 recommends, and no client certificates. */
    public static TlsPolicy recommended() {
        return new TlsPolicy(PROTOCOLS, CIPHER_SUITES, GROUPS, ClientCertificates.NOT_ASKED);
    }

    /** The same, with these versions, such as {@code TLSv1.3}. */
    public TlsPolicy withProtocols(String... wanted) {
        return new TlsPolicy(List.of(wanted), cipherSuites, groups, clientCertificates);
    }

    /** The same, with these cipher suites, the preferred first. */
    public TlsPolicy withCipherSuites(String... wanted) {
        return new TlsPolicy(protocols, List.of(wanted), groups, clientCertificates);
    }

    /** The same, with these groups for the key exchange, the preferred first. */
    public TlsPolicy withGroups(String... wanted) {
        return new TlsPolicy(protocols, cipherSuites, List.of(wanted), clientCertificates);
    }

    /** The same, which asks clients for certificates, or does not. */
    public TlsPolicy withClientCertificates(ClientCertificates wanted) {
        return new TlsPolicy(protocols, cipherSuites, groups, wanted);
    }

    /** Whether a client may have the post-quantum hybrid, which needs TLS 1.3. */
    boolean hybrid() {
        return protocols.contains("TLSv1.3") && groups.contains(GROUPS.get(0));
    }

    private static List<String> only(List<String> allowed, List<String> wanted, String kind) {
        for (String name : wanted) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(name + " is no " + kind + " that RFC 9325 recommends: " + allowed);
            }
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a policy without a " + kind);
        }
        return List.copyOf(wanted);
    }
}
