package org.pennypost.server.drive;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pennypost.tls.TlsLayer;

/** What all connections share. */
record Machinery(
        DriveLimits limits,
        Workers workers,
        SecondsClock clock,
        Connections connections,
        ScheduledExecutorService timer,
        Supplier<TlsLayer> tls,
        Predicate<String> proxies) {}
