package org.pennypost.server.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What the owner of a domain asks to do with mail that is not from there, RFC 7489 §6.3. */
public enum DmarcPolicy {
    /** Nothing. */
    NONE,
    /** Treat it as suspicious. */
    QUARANTINE,
    /** Refuse it. */
    REJECT;

    static Optional<DmarcPolicy> of(String text) {
        for (DmarcPolicy policy : values()) {
            if (policy.toString().equalsIgnoreCase(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** RFC 7489 §6.6.4: for those who were lucky. */
    DmarcPolicy milder() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
