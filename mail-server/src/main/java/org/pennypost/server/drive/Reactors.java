package org.pennypost.server.drive;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioSession;

/** The I/O threads that all listeners share; a session stays with one of them. */
final class Reactors implements IoProcessor<NioSession> {
    private final List<Reactor> reactors;
    private volatile boolean disposed;

    Reactors(int count, Executor executor) {
        this.reactors =
                Stream.generate(() -> new Reactor(executor)).limit(count).toList();
    }

    @Override
    public boolean isDisposing() {
        return disposed;
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    @Override
    public void dispose() {
        disposed = true;
        reactors.forEach(Reactor::dispose);
    }

    @Override
    public void add(NioSession session) {
        of(session).add(session);
    }

    @Override
    public void flush(NioSession session) {
        of(session).flush(session);
    }

    @Override
    public void write(NioSession session, WriteRequest request) {
        of(session).write(session, request);
    }

    @Override
    public void updateTrafficControl(NioSession session) {
        of(session).updateTrafficControl(session);
    }

    @Override
    public void remove(NioSession session) {
        of(session).remove(session);
    }

    private Reactor of(NioSession session) {
        return reactors.get((int) (session.getId() % reactors.size()));
    }
}
