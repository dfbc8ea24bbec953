package org.pennypost.server.relay;

import java.util.Optional;
import org.pennypost.core.address.MailAddress;
import org.pennypost.server.config.NextHop;

/** Knows what the operator has routed, at the time of each question. Thread-safe. */
public interface Routing {
    /** Nothing. */
    Routing NONE = new Routing() {
        @Override
        public Optional<String> destination(MailAddress address) {
            return Optional.empty();
        }

        @Override
        public Optional<NextHop> hop(String destination) {
            return Optional.empty();
        }
    };

    /** The destination of an address: its domain, or itself; empty if it is not routed. */
    Optional<String> destination(MailAddress address);

    /** The server for a destination; empty if the DNS says who. */
    Optional<NextHop> hop(String destination);
}
