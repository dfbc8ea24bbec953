package org.pennypost.server.observe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Where what is shown comes from. Each is asked whenever somebody looks.
 *
 * @param host the name of the server
 * @param started since when it runs
 * @param listening what is served at which ports
 * @param queue how many messages wait; empty without a queue
 * @param certificates those in service
 * @param evidenceHead the head of the evidence log; empty without one
 * @param alive whether its clock goes
 * @param faults why it is not ready for mail; nothing if it is
 */
public record Sight(
        String host,
        Instant started,
        Supplier<Map<String, String>> listening,
        Supplier<OptionalLong> queue,
        Supplier<List<Certificate>> certificates,
        Supplier<Optional<String>> evidenceHead,
        Supplier<Boolean> alive,
        Supplier<List<String>> faults) {
    /**
     * What is shown of a certificate.
     *
     * @param names the host names that it speaks for
     * @param end when it expires
     */
    public record Certificate(List<String> names, Instant end) {
        public Certificate {
            names = List.copyOf(names);
        }
    }
}
