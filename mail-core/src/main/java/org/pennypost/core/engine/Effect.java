package org.pennypost.core.engine;

/** What an engine asks of its driver. */
public sealed interface Effect {
    /** Send these octets, after everything that was sent before. */
    record Send(Payload payload) implements Effect {}

    /** Run this call where blocking is allowed, after its delay, then tell {@link Engine#completed}. */
    record Run(Call call) implements Effect {}

    /**
     * Put this layer between the engine and the peer once all earlier output has left, then tell
     * {@link Engine#upgraded}. Octets that were read before the layer is in place must never reach the engine.
     */
    record Upgrade(Layer layer) implements Effect {}

    /** Close the connection once all earlier output has left. Nothing follows. */
    record Close() implements Effect {}
}
