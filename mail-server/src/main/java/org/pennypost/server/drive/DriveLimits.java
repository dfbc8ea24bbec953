package org.pennypost.server.drive;

import java.time.Duration;

/**
 * The bounds of the driver.
 *
 * @param connections how many at the same time in all
 * @param connectionsPerAddress how many at the same time from one address; loopback may have all of them
 * @param workers how many blocking calls at the same time
 * @param handshake how long a TLS handshake may take
 * @param stall how long a peer may leave what we sent unread before the connection is cut
 * @param linger how long we wait for the peer's end of stream after our own
 */
public record DriveLimits(
        int connections, int connectionsPerAddress, int workers, Duration handshake, Duration stall, Duration linger) {
    /** Ten thousand connections, a thousand from one address. */
    public static final DriveLimits DEFAULT =
            new DriveLimits(10_000, 1_000, 64, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofSeconds(5));

    public DriveLimits {
        if (connections < 1 || connectionsPerAddress < 1 || workers < 1) {
            throw new IllegalArgumentException(
                    "limits below 1: " + connections + ", " + connectionsPerAddress + ", " + workers);
        }
    }
}
