package org.pennypost.server.drive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.engine.Protocol;
import org.pennypost.tls.TlsLayer;

/**
 * Puts protocols on ports: accepts connections with MINA and drives an engine for each.
 *
 * <pre>{@code
 * Drive drive = Drive.start(DriveLimits.DEFAULT, tls::serverLayer);
 * Listener pop3 = drive.listen(new InetSocketAddress("127.0.0.1", 2110), pop, false);
 * ...
 * drive.stop(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>Thread-safe. All listeners share the I/O threads, the workers and the limits.
 */
public final class Drive {
    private static final System.Logger LOG = System.getLogger(Drive.class.getName());
    private static final int STILL_SECONDS = 30;
    private static final int BACKLOG = 1_024;
    private static final int FIRST_READ = 2_048;
    private static final int LARGEST_READ = 64 * 1024;
    private static final Duration CLEAN_UP = Duration.ofSeconds(5);

    private final Machinery machinery;
    private final Supplier<TlsLayer> tls;
    private final ExecutorService ioThreads = Executors.newCachedThreadPool(Threads.named("mail-io"));
    private final Reactors reactors = new Reactors(Runtime.getRuntime().availableProcessors(), ioThreads);
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(Threads.named("mail-clock"));
    private final List<Bound> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong count = new AtomicLong();

    private volatile Predicate<String> proxies = address -> false;
    private volatile long ticked = System.nanoTime();

    private Drive(DriveLimits limits, Supplier<TlsLayer> tls, ConnectionListener listener) {
        this.tls = tls;
        this.machinery = new Machinery(
                limits,
                Workers.atMost(limits.workers()),
                new SecondsClock(),
                new Connections(limits, listener),
                ticker,
                address -> proxies.test(address));
    }

    /**
     * A driver without listeners.
     *
     * @param tls makes the TLS of each connection that asks for it, unless a service has its own
     */
    public static Drive start(DriveLimits limits, Supplier<TlsLayer> tls) {
        return start(limits, tls, ConnectionListener.NONE);
    }

    /** The same, telling of connections. */
    public static Drive start(DriveLimits limits, Supplier<TlsLayer> tls, ConnectionListener listener) {
        Drive drive = new Drive(limits, tls, listener);
        // A look at each connection costs less than a microsecond; a wheel of timers would save nothing.
        Lasting clock = new Lasting(LOG, "the clock of the connections");
        drive.ticker.scheduleAtFixedRate(clock.of(drive::tick), 1, 1, TimeUnit.SECONDS);
        return drive;
    }

    /**
     * Opens a port.
     *
     * @param address port 0 for a free one
     * @param implicitTls whether the connection begins with a TLS handshake (RFC 8314 §3)
     * @throws IOException if the port is taken or may not be had
     */
    public Listener listen(InetSocketAddress address, Protocol protocol, boolean implicitTls) throws IOException {
        Service service = new Service("mail", protocol, implicitTls, tls);
        return listen(address, () -> service);
    }

    /**
     * Opens a port.
     *
     * @param service asked for each connection anew
     * @throws IOException if the port is taken or may not be had
     */
    public Listener listen(InetSocketAddress address, Supplier<Service> service) throws IOException {
        NioSocketAcceptor acceptor = new NioSocketAcceptor(ioThreads, reactors);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setCloseOnDeactivation(false); // the port closes, its connections end in good order
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.getSessionConfig().setMaxReadBufferSize(LARGEST_READ);
        acceptor.getSessionConfig().setReadBufferSize(FIRST_READ);
        acceptor.setHandler(new Handler(machinery, count, service));
        try {
            acceptor.bind(address);
        } catch (IOException | RuntimeException e) {
            acceptor.dispose();
            throw e;
        }
        Bound bound = new Bound(acceptor, acceptor.getLocalAddress());
        listeners.add(bound);
        return bound;
    }

    /** Lets the numbers of connections follow other bounds; who is here stays. */
    public void follow(DriveLimits limits) {
        machinery.connections().follow(limits);
    }

    /** Believes connections from these addresses who has made them: they begin with a header of the PROXY protocol. */
    public void trust(Predicate<String> addresses) {
        proxies = addresses;
    }

    /** Whether the clock of the connections goes. */
    public boolean alive() {
        return System.nanoTime() - ticked < TimeUnit.SECONDS.toNanos(STILL_SECONDS);
    }

    /** How many connections are open. */
    public int connections() {
        return machinery.connections().size();
    }

    /**
     * Closes all ports, lets every conversation finish its command and say good-bye, and ends. Connections that are
     * still there when patience runs out are cut; what they hold is closed all the same.
     *
     * @return whether all came to an end by themselves
     */
    public boolean stop(Duration patience) {
        listeners.forEach(Bound::close);
        machinery.connections().all().forEach(connection -> connection.end(Ending.STOPPING));
        boolean orderly = awaitNone(patience);
        machinery.connections().all().forEach(connection -> connection.cut("the server stops"));
        awaitNone(CLEAN_UP);
        ticker.shutdownNow();
        machinery.workers().stop();
        listeners.forEach(Bound::dispose);
        reactors.dispose();
        ioThreads.shutdown();
        return orderly;
    }

    private boolean awaitNone(Duration patience) {
        try {
            return machinery.connections().awaitNone(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tick() {
        ticked = System.nanoTime();
        machinery.connections().all().forEach(Connection::tick);
    }

    private record Bound(NioSocketAcceptor acceptor, InetSocketAddress address) implements Listener {
        @Override
        public void close() {
            acceptor.unbind();
        }

        void dispose() {
            acceptor.dispose();
        }
    }
}
