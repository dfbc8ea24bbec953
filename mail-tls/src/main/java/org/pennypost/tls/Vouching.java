package org.pennypost.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.pennypost.core.engine.Peer;

/**
 * Whether a client's certificate counts, where one is wanted but not required. Mail programs show the only one that they
 * have, whoever has issued it, to every server that asks; their users have passwords, and a handshake that ends would tell
 * them nothing. So such a handshake goes on with any certificate ({@link Anybody}), whose key the client must have all
 * the same, and what nobody vouches for is no fact ({@link TlsFacts}).
 *
 * <p>Asked at the end of each handshake, of one that resumes a session too: what counts is what is vouched for now, and not
 * what a session says of the handshake that it began with.
 */
final class Vouching {

    private final X509ExtendedTrustManager authorities;

    Vouching(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    /**
     * What is known at the end of a handshake.
     *
     * @param facts with the client's certificate, if it counts
     * @param objection why it does not, if it showed one
     */
    record Verdict(Peer.Tls facts, Optional<String> objection) {}

    /** Reads an engine whose handshake is done. */
    Verdict of(SSLEngine engine) {
        Peer.Tls said = TlsFacts.of(engine);
        Optional<String> objection =
                said.clientCertificates().isEmpty() ? Optional.empty() : objection(said.clientCertificates());
        return new Verdict(objection.isEmpty() ? said : TlsFacts.withoutCertificate(said), objection);
    }

    private Optional<String> objection(List<X509Certificate> chain) {
        X509Certificate own = chain.get(0);
        try {
            own.checkValidity(); // one that is an authority itself would be believed for ever
            authorities.checkClientTrusted(
                    chain.toArray(X509Certificate[]::new), own.getPublicKey().getAlgorithm());
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of("the client's certificate counts for nothing: " + e.getMessage());
        }
    }
}
