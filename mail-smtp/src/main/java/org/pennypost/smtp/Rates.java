package org.pennypost.smtp;

import java.time.Duration;

/**
 * How much one address or one login may do. Loopback addresses may do as much as they want.
 *
 * @param connectionsPerAddress how often an address may connect
 * @param messagesPerAddress how many messages an address may begin where no login is needed
 * @param recipientsPerLogin to how many recipients a login may send
 * @param connectionsOfLogin how many connections a login may have at the same time
 */
public record Rates(
        Rate connectionsPerAddress, Rate messagesPerAddress, Rate recipientsPerLogin, int connectionsOfLogin) {
    /** 600 connections and 3,000 messages a minute, 10,000 recipients an hour, 100 connections. */
    public static final Rates DEFAULT = new Rates(
            new Rate(600, Duration.ofMinutes(1)),
            new Rate(3_000, Duration.ofMinutes(1)),
            new Rate(10_000, Duration.ofHours(1)),
            100);

    /** @throws IllegalArgumentException if nothing would be allowed */
    public Rates {
        if (connectionsOfLogin < 1) {
            throw new IllegalArgumentException("no connections");
        }
    }

    /** So many at once, and in the long run so many in that time. */
    public record Rate(int count, Duration per) {
        /** @throws IllegalArgumentException if it is none at all, or in no time */
        public Rate {
            if (count < 1 || per.compareTo(Duration.ZERO) <= 0) {
                throw new IllegalArgumentException("rate " + count + " in " + per);
            }
        }
    }
}
