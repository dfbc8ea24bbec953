package org.pennypost.pop;

import java.time.Duration;
import org.pennypost.core.engine.Limits;

/**
 * The bounds of a POP conversation.
 *
 * @param lineOctets the longest command line with its CRLF, in octets; RFC 937 wants 512, RFC 2449 §4 at least 255
 * @param saslLineOctets the longest SASL response, or AUTH with one, with its CRLF, in octets; RFC 5034 §4 wants 12,288
 * @param loginFailures after how many failed logins the connection is closed
 * @param patience how long a silent client is waited for; RFC 1939 §3: ten minutes or more
 * @param conversation the bounds of the engine below
 */
public record PopLimits(int lineOctets, int saslLineOctets, int loginFailures, Duration patience, Limits conversation) {
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

    /** What the RFCs ask for: 512 and 12,288 octets, ten minutes; five failed logins. */
    public static final PopLimits DEFAULT = new PopLimits(512, 12_288, 5, Duration.ofMinutes(10), Limits.DEFAULT);

    public PopLimits {
        if (lineOctets < 255 || saslLineOctets < 512 || loginFailures < 1 || patience.compareTo(LEAST_PATIENCE) < 0) {
            throw new IllegalArgumentException("POP limits out of range");
        }
    }
}
