package org.pennypost.server.drive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.pennypost.core.engine.Peer;

/** Turns MINA's events into calls of the session's {@link Connection}; all come from its I/O thread. */
final class Handler extends IoHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(Handler.class.getName());
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
        Peer peer = Peer.inClear(
                "c" + count.incrementAndGet(),
                endpoint(session.getRemoteAddress()),
                endpoint(session.getLocalAddress()));
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

    @Override
    public void messageReceived(IoSession session, Object message) {
        connection(session).received(((IoBuffer) message).buf());
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        connection(session).sent(message);
    }

    @Override
    public void inputClosed(IoSession session) {
        connection(session).inputEnded();
    }

    @Override
    public void sessionClosed(IoSession session) {
        if (session.containsAttribute(CONNECTION)) {
            connection(session).closed();
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        if (!session.containsAttribute(CONNECTION)) {
            LOG.log(System.Logger.Level.ERROR, "a connection cannot be opened", cause);
            session.closeNow();
            return;
        }
        Connection connection = connection(session);
        LOG.log(
                cause instanceof IOException ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                "[" + connection.name() + "] the driver failed",
                cause);
        connection.cut("the driver failed");
    }

    private static Connection connection(IoSession session) {
        return (Connection) session.getAttribute(CONNECTION);
    }

    private static Peer.Endpoint endpoint(java.net.SocketAddress address) {
        InetSocketAddress place = (InetSocketAddress) address;
        String text = place.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        return new Peer.Endpoint(scope < 0 ? text : text.substring(0, scope), place.getPort());
    }
}
