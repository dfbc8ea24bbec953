package org.pennypost.server.acme;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.pennypost.core.engine.Lasting;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsProvider;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;

/** RFC 8737: handshakes for the protocol {@code acme-tls/1} and no other, with a certificate that holds the answer. */
final class TlsAlpnAnswer implements ChallengeAnswer {
    private static final System.Logger LOG = System.getLogger(TlsAlpnAnswer.class.getName());
    /** A CA that is slower than this has to come again; others cannot keep it out for longer. */
    private static final int HANDSHAKE_MILLIS = 5_000;

    private final List<SSLServerSocket> ports = new ArrayList<>();

    private TlsAlpnAnswer() {}

    static TlsAlpnAnswer open(List<InetSocketAddress> addresses, TlsAlpn01Challenge challenge, Identifier name)
            throws IOException {
        TlsContext tls = context(challenge, name);
        TlsAlpnAnswer answer = new TlsAlpnAnswer();
        try {
            for (InetSocketAddress address : addresses) {
                answer.listen(tls, address);
            }
            return answer;
        } catch (IOException e) {
            answer.close();
            throw e;
        }
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return ports.stream()
                .map(port -> new InetSocketAddress(port.getInetAddress(), port.getLocalPort()))
                .toList();
    }

    @Override
    public void close() {
        for (SSLServerSocket port : ports) {
            try {
                port.close();
            } catch (IOException alreadyClosed) {
                continue;
            }
        }
    }

    private void listen(TlsContext tls, InetSocketAddress address) throws IOException {
        SSLServerSocket port =
                (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket();
        ports.add(port);
        SSLParameters parameters = port.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {TlsAlpn01Challenge.ACME_TLS_1_PROTOCOL});
        port.setSSLParameters(parameters);
        port.bind(address);
        Thread thread = new Thread(() -> serve(port), "mail-acme-tls");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(SSLServerSocket port) {
        Lasting lasting = new Lasting(LOG, "the answer to a CA");
        while (!port.isClosed()) {
            lasting.done(() -> answer(port));
        }
    }

    private static void answer(SSLServerSocket port) {
        try (SSLSocket socket = (SSLSocket) port.accept()) {
            socket.setSoTimeout(HANDSHAKE_MILLIS);
            socket.startHandshake();
            socket.getInputStream().read(); // RFC 8737: no data; the CA closes
        } catch (IOException notTheCa) {
            LOG.log(System.Logger.Level.TRACE, "somebody else, or too slow, or this port is closed", notTheCa);
        }
    }

    /** RSA, because acme4j signs this certificate so. */
    private static TlsContext context(TlsAlpn01Challenge challenge, Identifier name) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair key = generator.generateKeyPair();
            TlsIdentity identity = new TlsIdentity(key.getPrivate(), List.of(challenge.createCertificate(key, name)));
            return TlsContext.builder()
                    .provider(TlsProvider.JDK)
                    .identity(identity)
                    .build();
        } catch (GeneralSecurityException | TlsException e) {
            throw new IOException("no certificate for tls-alpn-01: " + e.getMessage(), e);
        }
    }
}
