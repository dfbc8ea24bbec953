package org.pennypost.server.relay;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS as a client. Towards hosts that the DNS names it is opportunistic: whoever answers, nobody in between
 * just listens. Towards a smarthost the certificate is verified, because a password follows. Thread-safe.
 */
final class ClientTls {
    private final SSLContext context;
    private final boolean verified;

    private ClientTls(SSLContext context, boolean verified) {
        this.context = context;
        this.verified = verified;
    }

    /** With any certificate. */
    static ClientTls opportunistic() {
        return of(new TrustManager[] {new Anybody()}, false);
    }

    /** With a certificate that the JDK's authorities vouch for. */
    static ClientTls verified() {
        return of(null, true);
    }

    SSLSocket over(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        secured.setUseClientMode(true);
        secured.setSoTimeout(socket.getSoTimeout());
        if (verified) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9525 §6: the name, too
            secured.setSSLParameters(parameters);
        }
        return secured;
    }

    private static ClientTls of(TrustManager[] trust, boolean verified) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return new ClientTls(context, verified);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
