package org.pennypost.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the module's README, against the JDK's own client. */
class EmbeddingTest {

    @Test
    void echoesOverTls(@TempDir Path directory) throws Exception {
        Path tlsDirectory = directory.resolve("tls");
        // the example: a certificate at first start
        CertificateStore certificates =
                CertificateStore.open(tlsDirectory, List.of("mail.example.org"), Clock.systemUTC());
        TlsContext tls = TlsContext.builder().identity(certificates.server()).build();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel port = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveOne(port, tls.serverLayer()));
            TlsContext client = TlsContext.builder()
                    .provider(TlsProvider.JDK)
                    .trusting(List.of(certificates.authority().orElseThrow()))
                    .build();
            try (SSLSocket socket = (SSLSocket) client.context()
                    .getSocketFactory()
                    .createSocket(loopback, port.socket().getLocalPort())) {
                socket.getOutputStream().write("NOOP\r\n".getBytes(US_ASCII));
                assertEquals("NOOP\r\n", new String(socket.getInputStream().readNBytes(6), US_ASCII));
            }
            served.get(20, TimeUnit.SECONDS);
        }
    }

    private static void serveOne(ServerSocketChannel port, TlsLayer layer) {
        try (SocketChannel channel = port.accept()) {
            echo(channel, layer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void echo(SocketChannel channel, TlsLayer layer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16_384);
        while (!layer.outboundDone()) {
            layer.task().ifPresent(task -> {
                task.run(); // or on a pool, and taskDone when it has run
                layer.taskDone();
            });
            if (layer.writable()) layer.takePlaintext().ifPresent(layer::write); // an echo; an engine goes here
            if (layer.inboundDone()) {
                layer.closeOutbound();
            }
            for (var out = layer.takeCiphertext(); out.isPresent(); out = layer.takeCiphertext()) {
                channel.write(out.get());
            }
            if (layer.wantsCiphertext()) {
                if (channel.read(buffer.clear()) < 0) {
                    layer.inboundEnded();
                } else {
                    layer.received(buffer.flip());
                }
            }
        }
    }
}
