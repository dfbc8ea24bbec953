package org.pennypost.server.drive;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

/** What all connections share. */
record Machinery(
        DriveLimits limits,
        Workers workers,
        SecondsClock clock,
        Connections connections,
        ScheduledExecutorService timer,
        Predicate<String> proxies) {}
