package org.pennypost.server.acme;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** How a CA looks whether a name leads to the applicant; an exception says what was wrong. */
final class Validation {
    private static final int PATIENCE_MILLIS = 10_000;
    /** RFC 8737: id-pe-acmeIdentifier. */
    private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

    private Validation() {}

    /** RFC 8555 §8.3. */
    static void http(InetSocketAddress applicant, String host, String token, String expected) throws IOException {
        URI page = URI.create("http://127.0.0.1:" + applicant.getPort() + "/.well-known/acme-challenge/" + token);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        String found = new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (!found.strip().equals(expected)) {
            throw new IOException("the page of " + host + " holds something else");
        }
    }

    /** RFC 8737. */
    static void tls(InetSocketAddress applicant, String host, String expected) throws IOException {
        try (SSLSocket socket = (SSLSocket) believing().getSocketFactory().createSocket()) {
            socket.connect(applicant, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(expected.getBytes(StandardCharsets.US_ASCII));
            byte[] value = shown.getExtensionValue(ACME_IDENTIFIER);
            boolean right = socket.getApplicationProtocol().equals("acme-tls/1")
                    && List.copyOf(shown.getSubjectAlternativeNames()).equals(List.of(List.of(2, host)))
                    && shown.getCriticalExtensionOIDs().contains(ACME_IDENTIFIER)
                    && Arrays.equals(hash, Arrays.copyOfRange(value, value.length - hash.length, value.length));
            if (!right) {
                throw new IOException("the certificate of " + host + " does not answer");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The certificate is self-signed: what is in it counts. */
    private static SSLContext believing() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        return context;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
