package org.pennypost.core.engine;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A {@link StreamDriver} with the sockets around it: serves a protocol on a port, each connection in a thread of the
 * caller's.
 *
 * <pre>{@code
 * try (ServerSocket port = new ServerSocket(2110)) {
 *     SocketDriver.serve(pop3, port, Executors.newCachedThreadPool());
 * }
 * }</pre>
 *
 * <p>Behind TLS, as on port 995, {@code port} is an {@code SSLServerSocket}, such as
 * {@code context.getServerSocketFactory().createServerSocket(2995)}. An upgrade to TLS is not to be had: a protocol that
 * is served here must not offer it. A client that is silent for longer than the protocol's patience is sent away; one that
 * does not read keeps its thread, and one more if it is woken. How many are served at once is the matter of who runs them.
 */
public final class SocketDriver {
    private static final System.Logger LOG = System.getLogger(SocketDriver.class.getName());
    private static final Duration HANDSHAKE = Duration.ofMinutes(1);

    private SocketDriver() {}

    /**
     * Accepts connections until the port is closed, which any thread may do. Those that are open then go on.
     *
     * @param threads runs at once what serves a connection, as a cached pool does, or rejects it, as one does that has a
     *     {@code SynchronousQueue} and a bound, or has none left; then the connection is closed. In one that queues, connections would wait
     *     for others to end. It also answers wakes, so that whoever brings one waits for no client, nor for somebody who
     *     waits for him
     * @throws IOException if the port fails
     */
    public static void serve(Protocol protocol, ServerSocket port, Executor threads) throws IOException {
        Protocol woken = (peer, waker) -> protocol.accept(peer, new Wakes(threads, waker)::add);
        for (long number = 1; !port.isClosed(); number++) {
            String connection = "c" + number;
            try {
                Socket socket = port.accept();
                run(threads, socket, () -> serveAndClose(woken, connection, socket));
            } catch (SocketException failed) {
                if (!port.isClosed()) {
                    throw failed;
                }
            }
        }
    }

    /**
     * Serves one connection until it ends; the socket stays the caller's to close. Wakes are answered as by a
     * {@link StreamDriver}.
     *
     * @param connection names it in logs, such as {@code c17}
     * @throws IOException if it fails; the engine has then cleaned up
     */
    public static void serve(Protocol protocol, String connection, Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        Peer peer = peer(connection, socket);
        try (StreamLine line = new SocketLine(peer, socket)) {
            StreamDriver.serve(protocol, peer, line);
        }
    }

    private static void run(Executor threads, Socket socket, Runnable connection) throws IOException {
        try {
            threads.execute(connection);
        } catch (RejectedExecutionException | OutOfMemoryError full) { // so the system says that it has no more threads
            LOG.log(System.Logger.Level.DEBUG, "no thread for a connection", full);
            socket.close();
        }
    }

    private static void serveAndClose(Protocol protocol, String connection, Socket socket) {
        try (socket) {
            serve(protocol, connection, socket);
        } catch (IOException lost) {
            LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection + "] " + lost);
        }
    }

    private static Peer peer(String connection, Socket socket) throws IOException {
        Peer peer = Peer.inClear(
                connection,
                new Peer.Endpoint(socket.getInetAddress().getHostAddress(), socket.getPort()),
                new Peer.Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort()));
        if (!(socket instanceof SSLSocket tls)) {
            return peer;
        }
        tls.setSoTimeout((int) HANDSHAKE.toMillis());
        tls.startHandshake();
        SSLSession session = tls.getSession();
        return peer.secured(new Peer.Tls(
                session.getProtocol(),
                session.getCipherSuite(),
                serverName(session),
                clientCertificates(session),
                Peer.ChannelBindings.NONE));
    }

    private static String serverName(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                        .orElse("")
                : "";
    }

    private static List<X509Certificate> clientCertificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    /**
     * The wakes of a connection, in one thread however many come: each of them waits as long as the client does not read
     * what it is being told, and mail may come to it a thousand times meanwhile.
     */
    private static final class Wakes implements Runnable {
        private final Executor threads;
        private final Runnable waker;
        /** Those that may not have been answered. */
        private final AtomicInteger due = new AtomicInteger();

        Wakes(Executor threads, Runnable waker) {
            this.threads = threads;
            this.waker = waker;
        }

        void add() {
            if (due.getAndIncrement() > 0) {
                return;
            }
            try {
                threads.execute(this);
            } catch (RejectedExecutionException | OutOfMemoryError full) {
                due.set(0);
                LOG.log(System.Logger.Level.DEBUG, "no thread for a wake, which may be lost", full);
            }
        }

        @Override
        public void run() {
            int answered;
            do {
                answered = due.get();
                waker.run();
            } while (due.addAndGet(-answered) > 0);
        }
    }

    /** The streams of a socket, which know how long to wait. */
    private static final class SocketLine extends StreamLine {
        private final Socket socket;

        SocketLine(Peer peer, Socket socket) throws IOException {
            super(peer, socket.getInputStream(), socket.getOutputStream());
            this.socket = socket;
        }

        @Override
        public void patience(Duration longest) throws IOException {
            socket.setSoTimeout((int) Math.max(1, Math.min(longest.toMillis(), Integer.MAX_VALUE)));
        }
    }
}
