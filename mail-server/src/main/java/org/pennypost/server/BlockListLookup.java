package org.pennypost.server;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.pennypost.server.dns.Resolver;

/**
 * Asks the DNS for what lists say, of a few hosts at the same time: whoever comes while lists are silent is taken for
 * not listed, so that nobody else waits for them. Thread-safe.
 */
final class BlockListLookup implements DnsBlockList.Lookup {
    private static final int AT_ONCE = 16;

    private final Resolver resolver;
    private final Semaphore turns;

    /** @param resolver that does not wait long */
    BlockListLookup(Resolver resolver) {
        this(resolver, AT_ONCE);
    }

    BlockListLookup(Resolver resolver, int atOnce) {
        this.resolver = resolver;
        this.turns = new Semaphore(atOnce);
    }

    @Override
    public List<String> addresses(String name) {
        if (!turns.tryAcquire()) {
            return List.of();
        }
        try {
            return resolver.addresses(name, Resolver.Family.IPV4).records().stream()
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (IOException | IllegalArgumentException unknown) {
            return List.of();
        } finally {
            turns.release();
        }
    }
}
