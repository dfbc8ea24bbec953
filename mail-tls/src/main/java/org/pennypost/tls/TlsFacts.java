package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.pennypost.core.engine.Peer;

/** What a finished handshake tells of the connection, in the words of {@link Peer.Tls}. */
public final class TlsFacts {

    private TlsFacts() {}

    /**
     * Reads them from an engine whose handshake is done, and which has refused certificates that are not trusted. Channel
     * bindings are computed when asked for.
     */
    public static Peer.Tls of(SSLEngine engine) {
        SSLSession session = engine.getSession();
        List<X509Certificate> peer = peerCertificates(session);
        boolean client = engine.getUseClientMode();
        List<X509Certificate> server = client ? peer : x509(session.getLocalCertificates());
        return new Peer.Tls(
                session.getProtocol(),
                session.getCipherSuite(),
                RequestedName.of(engine),
                client ? List.of() : peer,
                type -> binding(type, session, server));
    }

    /** The same facts without a certificate of the client. */
    static Peer.Tls withoutCertificate(Peer.Tls facts) {
        return new Peer.Tls(facts.protocol(), facts.cipherSuite(), facts.serverName(), List.of(), facts.bindings());
    }

    private static Optional<ByteBuffer> binding(String type, SSLSession session, List<X509Certificate> server) {
        return switch (type) {
            case ChannelBinding.TLS_SERVER_END_POINT ->
                server.stream().findFirst().flatMap(ChannelBinding::serverEndPoint);
            case ChannelBinding.TLS_EXPORTER -> ChannelBinding.exporter(session);
            default -> Optional.empty();
        };
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            return x509(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // this interface's word for "it showed none"
        }
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        List<X509Certificate> certificates = new ArrayList<>();
        if (chain != null) {
            for (Certificate certificate : chain) {
                certificates.add((X509Certificate) certificate);
            }
        }
        return certificates;
    }
}
