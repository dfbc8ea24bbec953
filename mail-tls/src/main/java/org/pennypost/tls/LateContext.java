package org.pennypost.tls;

import java.util.List;
import java.util.function.Supplier;

/**
 * The context for clients that have the hybrid group, made for the first of them: the classes of a second provider take
 * longer to load than all that a server does before its first greeting. Thread-safe.
 */
final class LateContext {

    private final Supplier<TlsContext> maker;
    private volatile List<TlsContext> made = List.of();

    LateContext(Supplier<TlsContext> maker) {
        this.maker = maker;
    }

    /** The context; the first caller waits until it is made, and who comes meanwhile does too. */
    TlsContext get() {
        List<TlsContext> present = made;
        return present.isEmpty() ? make() : present.get(0);
    }

    private synchronized TlsContext make() {
        if (made.isEmpty()) {
            made = List.of(maker.get());
        }
        return made.get(0);
    }
}
