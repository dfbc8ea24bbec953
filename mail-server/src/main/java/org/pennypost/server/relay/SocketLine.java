package org.pennypost.server.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.pennypost.core.engine.BlockingLine;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Peer;

/** A TCP connection to another server, and TLS over it. A server that does not read is waited for no longer than one
 * that does not write. */
final class SocketLine implements BlockingLine, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Target target;
    private final int port;
    private final ClientTls tls;
    private final ScheduledExecutorService watch;
    private Socket socket;
    private Duration patience = Duration.ofMinutes(10);
    private OutputStream out;
    private boolean tlsFailed;

    private SocketLine(Target target, int port, ClientTls tls, ScheduledExecutorService watch, Socket socket)
            throws IOException {
        this.target = target;
        this.port = port;
        this.tls = tls;
        this.watch = watch;
        use(socket);
    }

    static SocketLine connect(Target target, int port, ClientTls tls, ScheduledExecutorService watch)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(target.address(), port), (int) CONNECT.toMillis());
            return new SocketLine(target, port, tls, watch, socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    Peer peer(String name) {
        return Peer.inClear(
                name,
                new Peer.Endpoint(target.address().getHostAddress().replaceAll("%.*", ""), port),
                new Peer.Endpoint(
                        socket.getLocalAddress().getHostAddress().replaceAll("%.*", ""), socket.getLocalPort()));
    }

    /** Whether it was TLS that did not work. */
    boolean tlsFailed() {
        return tlsFailed;
    }

    @Override
    public InputStream in() {
        try {
            return socket.getInputStream();
        } catch (IOException closed) {
            return InputStream.nullInputStream();
        }
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void patience(Duration longest) throws IOException {
        patience = longest;
        socket.setSoTimeout((int) Math.max(1, longest.toMillis()));
    }

    @Override
    public Optional<Peer> upgrade(Layer layer) throws IOException {
        if (layer != Layer.TLS) {
            return Optional.empty();
        }
        Peer before = peer(target.name());
        tlsFailed = true;
        SSLSocket secured = tls.over(socket, target.name(), port);
        secured.startHandshake();
        tlsFailed = false;
        use(secured);
        SSLSession session = secured.getSession();
        return Optional.of(before.secured(new Peer.Tls(
                session.getProtocol(), session.getCipherSuite(), target.name(), List.of(), Peer.ChannelBindings.NONE)));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(SocketLine.class.getName()).log(System.Logger.Level.TRACE, target.name(), e);
        }
    }

    private void use(Socket now) throws IOException {
        socket = now;
        OutputStream inner = now.getOutputStream();
        out = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int count) throws IOException {
                Future<?> alarm = watch.schedule(SocketLine.this::close, patience.toMillis(), TimeUnit.MILLISECONDS);
                try {
                    inner.write(octets, from, count);
                } finally {
                    alarm.cancel(false);
                }
            }

            @Override
            public void flush() throws IOException {
                inner.flush();
            }
        };
    }
}
