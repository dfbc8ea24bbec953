package org.pennypost.server.relay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.pennypost.core.engine.BlockingLine;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Peer;
import org.pennypost.server.tlsreport.TlsFault;

/** A TCP connection to another server, and TLS over it. A server that does not read is waited for no longer than one
 * that does not write. */
final class SocketLine implements BlockingLine, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SocketLine.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /** Then there is still time to try without. */
    private static final Duration HANDSHAKE = Duration.ofMinutes(1);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Target target;
    private final int port;
    private final Securing securing;
    private final ScheduledExecutorService watch;
    private final Socket raw;
    private Socket socket;
    private Duration patience = Duration.ofMinutes(10);
    private InputStream in;
    private OutputStream out;
    private long progress = System.nanoTime();
    private Optional<TlsFault> fault = Optional.empty();
    private boolean secured;
    private final String local;

    private SocketLine(Target target, int port, Securing securing, ScheduledExecutorService watch, Socket socket)
            throws IOException {
        this.target = target;
        this.port = port;
        this.securing = securing;
        this.watch = watch;
        this.raw = socket;
        this.local = numeric(socket.getLocalAddress());
        use(socket);
    }

    /** How a line is secured, and what has to be proven then. */
    record Securing(ClientTls tls, Verifier verifier, Demand demand) {}

    static SocketLine connect(Target target, int port, Securing securing, ScheduledExecutorService watch)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(target.address(), port), (int) CONNECT.toMillis());
            return new SocketLine(target, port, securing, watch, socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    Peer peer(String name) {
        return Peer.inClear(
                name,
                new Peer.Endpoint(numeric(target.address()), port),
                new Peer.Endpoint(local, socket.getLocalPort()));
    }

    private static String numeric(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    /** Our own address. */
    String local() {
        return local;
    }

    /** What was wrong with TLS, as far as it was tried. */
    Optional<TlsFault> fault() {
        return fault;
    }

    /** Whether it is behind TLS. */
    boolean secured() {
        return secured;
    }

    /** Whether TLS broke it. */
    boolean tlsFailed() {
        return fault.isPresent() && !secured;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void patience(Duration longest) throws IOException {
        patience = longest;
        if (System.nanoTime() - progress > longest.toNanos()) {
            throw new SocketTimeoutException("no whole line in " + longest);
        }
        socket.setSoTimeout((int) Math.max(1, longest.toMillis()));
    }

    @Override
    public Optional<Peer> upgrade(Layer layer) throws IOException {
        if (layer != Layer.TLS) {
            return Optional.empty();
        }
        Peer before = peer(target.name());
        Future<?> alarm = alarm(patience.compareTo(HANDSHAKE) < 0 ? patience : HANDSHAKE);
        try {
            SSLSocket tls = securing.tls().over(socket, target.name(), port);
            tls.startHandshake();
            fault = securing.verifier().check(securing.demand(), chain(tls.getSession()));
            // Deviates from RFC 3207 §4.1: who has shown the wrong certificate gets no QUIT, because nothing at all is
            // said to him.
            if (fault.isPresent() && securing.demand().binding()) {
                throw new SSLException(fault.get().text());
            }
            use(tls);
        } catch (IOException failed) {
            fault = fault.or(
                    () -> Optional.of(new TlsFault(TlsFault.Kind.VALIDATION_FAILURE, "" + failed.getMessage())));
            throw failed;
        } finally {
            alarm.cancel(false);
        }
        secured = true;
        SSLSession session = ((SSLSocket) socket).getSession();
        return Optional.of(before.secured(new Peer.Tls(
                session.getProtocol(), session.getCipherSuite(), target.name(), List.of(), Peer.ChannelBindings.NONE)));
    }

    private static List<X509Certificate> chain(SSLSession session) throws SSLPeerUnverifiedException {
        return Arrays.stream(session.getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Cuts it when that time has passed. */
    Future<?> alarm(Duration after) throws IOException {
        try {
            return watch.schedule(this::cut, after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            throw new IOException("no more is sent, the server stops", stopped);
        }
    }

    /** Ends it in good order, but does not wait for a server that does not. */
    @Override
    public void close() {
        if (secured) {
            try {
                Future<?> alarm = alarm(FAREWELL);
                socket.shutdownOutput(); // RFC 8446 §6.1: close_notify
                alarm.cancel(false);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.TRACE, target.name(), e);
            }
        }
        cut();
    }

    /** Ends it at once, whoever is waiting in it: SSLSocket.close would wait for the other side. */
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, target.name(), e);
        }
    }

    private void use(Socket now) throws IOException {
        socket = now;
        in = new Watched(now.getInputStream());
        OutputStream inner = now.getOutputStream();
        out = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int count) throws IOException {
                Future<?> alarm = alarm(patience);
                try {
                    inner.write(octets, from, count);
                    progress = System.nanoTime();
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

    /** Notes when a line ends: a server that sends octet by octet, and never a line, does not make us wait for ever. */
    private final class Watched extends FilterInputStream {
        Watched(InputStream inner) {
            super(inner);
        }

        @Override
        public int read(byte[] octets, int from, int count) throws IOException {
            int read = super.read(octets, from, count);
            for (int i = from; i < from + read; i++) {
                progress = octets[i] == '\n' ? System.nanoTime() : progress;
            }
            return read;
        }
    }
}
