package org.pennypost.core.engine;

/**
 * A protocol, set up and ready to serve: makes the engine of each connection.
 *
 * <p>Thread-safe. The driver of a port with implicit TLS finishes the handshake before it calls.
 */
@FunctionalInterface
public interface Protocol {
    /**
     * The engine for a new connection; its greeting is the first effect.
     *
     * @param peer what is known of the other side
     * @param waker may be called at any time, by any thread, to have {@link Engine#wake} called soon
     */
    Engine accept(Peer peer, Runnable waker);
}
