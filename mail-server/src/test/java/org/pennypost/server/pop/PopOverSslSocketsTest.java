package org.pennypost.server.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.SocketDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.pop.PopServer;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsProvider;

/** A protocol behind TLS on the JDK's own sockets, as a program has it that embeds one. */
class PopOverSslSocketsTest {
    private static final String HOST = "mail.example.org";

    @Test
    void theProtocolKnowsThatTheLineIsSafe(@TempDir Path directory) throws Exception {
        CertificateStore certificates =
                CertificateStore.open(directory.resolve("tls"), List.of(HOST), Clock.systemUTC());
        TlsContext tls = TlsContext.builder()
                .provider(TlsProvider.JDK)
                .identity(certificates.server())
                .build();
        TlsContext trusting = TlsContext.builder()
                .provider(TlsProvider.JDK)
                .trusting(List.of(certificates.authority().orElseThrow()))
                .build();
        BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocket port =
                tls.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try {
            CompletableFuture<Void> served =
                    CompletableFuture.runAsync(() -> serve(pop3(), peers, port, threads), threads);
            try (SSLSocket client = (SSLSocket) trusting.context()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), port.getLocalPort())) {
                SSLParameters asking = client.getSSLParameters();
                asking.setServerNames(List.of(new SNIHostName(HOST)));
                client.setSSLParameters(asking);
                client.getOutputStream()
                        .write("USER tim\r\nPASS tanstaaf\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                List<String> answers = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                        .lines()
                        .toList();
                assertTrue(answers.get(2).startsWith("+OK 0 messages"), answers.toString());
            }
            Peer.Tls line = peers.take().tls().orElseThrow();
            assertEquals("TLSv1.3", line.protocol());
            assertEquals(HOST, line.serverName());
            assertEquals(List.of(), line.clientCertificates());
            port.close();
            served.get(20, TimeUnit.SECONDS);
        } finally {
            port.close();
            threads.shutdownNow();
        }
    }

    /** Takes a password on a safe line only. */
    private static Protocol pop3() {
        MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
        return PopServer.with(new MemoryStore(), users, Surroundings.of(HOST))
                .clearText(ClearTextPolicy.NEVER)
                .pop3();
    }

    private static void serve(
            Protocol protocol, BlockingQueue<Peer> peers, ServerSocket port, ExecutorService threads) {
        Protocol noted = (peer, waker) -> {
            peers.add(peer);
            return protocol.accept(peer, waker);
        };
        try {
            SocketDriver.serve(noted, port, threads);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
