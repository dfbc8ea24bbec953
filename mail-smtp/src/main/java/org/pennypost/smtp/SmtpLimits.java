package org.pennypost.smtp;

import java.time.Duration;
import org.pennypost.core.engine.Limits;

/**
 * The bounds of an SMTP conversation.
 *
 * @param messageOctets the largest message, in octets without dot-stuffing, announced by SIZE (RFC 1870 §3);
 *     65,536 or more (RFC 5321 §4.5.3.1.7)
 * @param recipients how many recipients a message may have; 100 or more (RFC 5321 §4.5.3.1.8)
 * @param lineOctets the longest command line or SASL response with its CRLF, in octets; RFC 5321 §4.5.3.1.4 asks for
 *     512 and what each extension adds, RFC 4954 §4 for 12,288
 * @param hops how many Received fields a message may have before it counts as a loop (RFC 5321 §6.3); 100 or more
 * @param loginFailures after how many failed logins the connection is closed; 3 or more (RFC 4954 §9)
 * @param tarpit how errors are slowed down
 * @param patience how long a silent client is waited for; RFC 5321 §4.5.3.2.7 asks for five minutes
 * @param conversation the bounds of the engine below
 */
public record SmtpLimits(
        long messageOctets,
        int recipients,
        int lineOctets,
        int hops,
        int loginFailures,
        Tarpit tarpit,
        Duration patience,
        Limits conversation) {
    /** 100 MiB, 1,000 recipients, 12,288 octets a line, 100 hops, five failed logins, five minutes. */
    public static final SmtpLimits DEFAULT =
            new SmtpLimits(100L << 20, 1000, 12_288, 100, 5, Tarpit.DEFAULT, Duration.ofMinutes(5), Limits.DEFAULT);

    private static final int LEAST_MESSAGE = 64 * 1024;
    // RFC 5321 §4.5.3.1.4, RFC 1870 §3 (26), RFC 4954 §3 (500), RFC 6152 §2 (17) with RFC 3030 §3, RFC 6531 §3.1 (10),
    // RFC 3461 §5.4 (1036 in all), RFC 2852 §2 (17), RFC 4865 §3 (34), RFC 6710 §3 (15), RFC 8689 §2 (11),
    // RFC 3865 §2.3 (1007)
    private static final int LEAST_LINE = 1036 + 26 + 500 + 17 + 10 + 17 + 34 + 15 + 11 + 1007;

    /** @throws IllegalArgumentException if a bound is lower than the RFCs allow */
    public SmtpLimits {
        if (messageOctets < LEAST_MESSAGE
                || recipients < 100
                || lineOctets < LEAST_LINE
                || hops < 100
                || loginFailures < 3
                || patience.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("SMTP limits out of range");
        }
    }

    /** The same with another bound on the message, in octets. */
    public SmtpLimits messageOctets(long octets) {
        return new SmtpLimits(octets, recipients, lineOctets, hops, loginFailures, tarpit, patience, conversation);
    }

    /** The same with another bound on the recipients. */
    public SmtpLimits recipients(int count) {
        return new SmtpLimits(messageOctets, count, lineOctets, hops, loginFailures, tarpit, patience, conversation);
    }

    /** The same with errors slowed down in another way. */
    public SmtpLimits tarpit(Tarpit other) {
        return new SmtpLimits(
                messageOctets, recipients, lineOctets, hops, loginFailures, other, patience, conversation);
    }

    /** The same with other bounds of the engine. */
    public SmtpLimits conversation(Limits limits) {
        return new SmtpLimits(messageOctets, recipients, lineOctets, hops, loginFailures, tarpit, patience, limits);
    }
}
