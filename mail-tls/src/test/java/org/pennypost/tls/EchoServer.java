package org.pennypost.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.pennypost.core.engine.Peer;

/** The smallest driver of a {@link TlsLayer}: a blocking socket, one connection, every octet comes back. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener;
    private final TlsContext context;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    record Outcome(Optional<Peer.Tls> facts, Optional<SSLException> failure, boolean truncated) {}

    EchoServer(TlsContext context) throws IOException {
        this.context = context;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    Outcome outcome() throws Exception {
        return outcome.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            socket.setSoTimeout(20_000);
            TlsLayer layer = context.serverLayer();
            Optional<Peer.Tls> facts = drive(layer, socket.getInputStream(), socket.getOutputStream());
            outcome.complete(new Outcome(facts, layer.failure(), layer.truncated()));
        } catch (IOException | RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private static Optional<Peer.Tls> drive(TlsLayer layer, InputStream in, OutputStream out) throws IOException {
        byte[] read = new byte[32_768];
        Optional<Peer.Tls> facts = Optional.empty();
        while (true) {
            for (var task = layer.task(); task.isPresent(); task = layer.task()) {
                task.get().run();
                layer.taskDone();
            }
            if (facts.isEmpty() && layer.handshakeDone()) {
                facts = Optional.of(layer.facts());
            }
            for (var heard = layer.takePlaintext(); heard.isPresent(); heard = layer.takePlaintext()) {
                while (heard.get().hasRemaining() && layer.writable()) {
                    layer.write(heard.get());
                    send(layer, out);
                }
            }
            if (layer.inboundDone()) {
                layer.closeOutbound();
            }
            send(layer, out);
            if (layer.outboundDone()) {
                return facts;
            }
            int count = in.read(read);
            if (count < 0) {
                layer.inboundEnded();
            } else {
                layer.received(ByteBuffer.wrap(read, 0, count));
            }
        }
    }

    private static void send(TlsLayer layer, OutputStream out) throws IOException {
        for (var octets = layer.takeCiphertext(); octets.isPresent(); octets = layer.takeCiphertext()) {
            byte[] copy = new byte[octets.get().remaining()];
            octets.get().get(copy);
            out.write(copy);
        }
    }
}
