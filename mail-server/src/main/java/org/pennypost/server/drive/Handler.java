package org.pennypost.server.drive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Shortage;

/** Turns MINA's events into calls of the session's {@link Connection}; all come from its I/O thread. */
final class Handler extends IoHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(Handler.class.getName());
    private static final Duration HEADER_PATIENCE = Duration.ofSeconds(10);
    private static final AttributeKey HEADER = new AttributeKey(Handler.class, "header");
    private static final AttributeKey CONNECTION = new AttributeKey(Handler.class, "connection");

    private final Machinery machinery;
    private final AtomicLong count;
    private final Supplier<Service> service;

    Handler(Machinery machinery, AtomicLong count, Supplier<Service> service) {
        this.machinery = machinery;
        this.count = count;
        this.service = service;
    }

    @Override
    public void sessionOpened(IoSession session) {
        guarded(() -> open(session));
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        guarded(() -> receive(session, ((IoBuffer) message).buf()));
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        guarded(() -> connection(session).sent(message));
    }

    @Override
    public void inputClosed(IoSession session) {
        guarded(() -> endInput(session));
    }

    @Override
    public void sessionClosed(IoSession session) {
        if (session.containsAttribute(CONNECTION)) {
            guarded(() -> connection(session).closed());
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        if (!session.containsAttribute(CONNECTION)) {
            log("a connection cannot be opened", cause);
            session.closeNow();
            return;
        }
        Connection connection = connection(session);
        log("[" + connection.name() + "] the driver failed", cause);
        connection.cut("the driver failed");
    }

    /** Clients and networks cut lines all day, which is a line in the log; a bug of ours is told whole. */
    private static void log(String what, Throwable cause) {
        Optional<String> shortage = Shortage.in(cause);
        if (cause instanceof IOException) {
            LOG.log(System.Logger.Level.DEBUG, () -> what + ": " + cause.getMessage());
        } else if (shortage.isPresent()) {
            LOG.log(System.Logger.Level.WARNING, what + ": " + shortage.get());
        } else {
            LOG.log(System.Logger.Level.ERROR, what, cause);
        }
    }

    /** MINA ends its thread by an error, and with it all that the thread serves: an exception ends one connection. */
    private static void guarded(Runnable event) {
        try {
            event.run();
        } catch (Error bug) {
            throw new IllegalStateException("an error", bug);
        }
    }

    private void open(IoSession session) {
        Peer.Endpoint remote = endpoint(session.getRemoteAddress());
        if (machinery.proxies().test(remote.address())) {
            session.setAttribute(HEADER, new ProxyHeader());
            machinery.timer().schedule(() -> giveUp(session), HEADER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            begin(session, new ProxyHeader.Ends(remote, endpoint(session.getLocalAddress())));
        }
    }

    private void receive(IoSession session, ByteBuffer octets) {
        if (session.containsAttribute(CONNECTION)) {
            connection(session).received(octets);
        } else if (session.containsAttribute(HEADER)) {
            readHeader(session, octets);
        }
    }

    private static void endInput(IoSession session) {
        if (session.containsAttribute(CONNECTION)) {
            connection(session).inputEnded();
        } else {
            session.closeNow();
        }
    }

    private void begin(IoSession session, ProxyHeader.Ends ends) {
        Peer peer = Peer.inClear("c" + count.incrementAndGet(), ends.remote(), ends.local());
        Connection connection = new Connection(machinery, new Outlet(session), peer, service.get());
        Connections.Place place = machinery.connections().admit(connection);
        if (place != Connections.Place.FREE) {
            LOG.log(System.Logger.Level.DEBUG, () -> "[" + peer.connection() + "] refused, too many connections");
        }
        if (place == Connections.Place.NONE) {
            session.closeNow();
            return;
        }
        session.setAttribute(CONNECTION, connection);
        if (place == Connections.Place.FOR_A_WORD) {
            connection.refuse();
        } else {
            connection.opened();
        }
    }

    /** From whom it is expected it must come: else who knows the balancer's address could be anybody. */
    private void readHeader(IoSession session, ByteBuffer octets) {
        ProxyHeader header = (ProxyHeader) session.getAttribute(HEADER);
        try {
            if (header.take(octets)) {
                begin(
                        session,
                        header.ends()
                                .orElseGet(() -> new ProxyHeader.Ends(
                                        endpoint(session.getRemoteAddress()), endpoint(session.getLocalAddress()))));
                session.removeAttribute(HEADER);
                if (octets.hasRemaining() && session.containsAttribute(CONNECTION)) {
                    connection(session).received(octets);
                }
            }
        } catch (IOException none) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the proxy " + endpoint(session.getRemoteAddress()).address()
                            + " does not speak the PROXY protocol: " + none.getMessage());
            session.closeNow();
        }
    }

    private static void giveUp(IoSession session) {
        if (session.containsAttribute(HEADER)) {
            session.closeNow();
        }
    }

    private static Connection connection(IoSession session) {
        return (Connection) session.getAttribute(CONNECTION);
    }

    private static Peer.Endpoint endpoint(java.net.SocketAddress address) {
        InetSocketAddress place = (InetSocketAddress) address;
        return new Peer.Endpoint(place.getAddress().getHostAddress(), place.getPort());
    }
}
