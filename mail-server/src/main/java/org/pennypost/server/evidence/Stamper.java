package org.pennypost.server.evidence;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.TimeStamps;

/**
 * Has heads stamped. A time-stamp authority that is wrong, expired or cannot be reached delays stamps and nothing else: it
 * is asked again, less and less often. Confined to the keeper's thread.
 */
final class Stamper {
    private static final System.Logger LOG = System.getLogger(Stamper.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final EvidenceLog log;
    private final TimeStamps.Authority authority;
    private final List<X509Certificate> trusted;
    private Duration wait = FIRST;
    private Instant next = Instant.MIN;

    Stamper(EvidenceLog log, TimeStamps.Authority authority, List<X509Certificate> trusted) {
        this.log = log;
        this.authority = authority;
        this.trusted = List.copyOf(trusted);
    }

    /** Stamps what is not stamped yet, if it is time to try. */
    void stamp(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        try {
            log.stamp(authority, trusted);
            wait = FIRST;
            next = now.plus(FIRST);
        } catch (IOException trouble) {
            if (wait.equals(FIRST)) {
                LOG.log(System.Logger.Level.WARNING, "time-stamps are late: " + trouble.getMessage());
            }
            next = now.plus(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        }
    }

    /** Stamps if nobody has to be waited for. */
    void stampAtOnce() throws IOException {
        if (authority instanceof BuiltInAuthority) {
            log.stamp(authority, trusted);
        }
    }

    /** The next call stamps, unless the authority is failing. */
    void hurry(Instant now) {
        if (wait.equals(FIRST)) {
            next = now;
        }
    }
}
