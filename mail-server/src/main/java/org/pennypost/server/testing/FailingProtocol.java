package org.pennypost.server.testing;

import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;

/** A protocol whose connections can fail. Thread-safe. */
record FailingProtocol(Protocol inside, Failures failures) implements Protocol {
    @Override
    public Engine accept(Peer peer, Runnable waker) {
        String connection = peer.connection();
        FailingEngine engine = new FailingEngine(inside.accept(peer, waker), waker, () -> failures.closed(connection));
        failures.opened(connection, engine);
        failures.at(Moment.CONNECTION, "", connection);
        return engine;
    }
}
