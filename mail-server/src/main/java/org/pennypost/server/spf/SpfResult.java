package org.pennypost.server.spf;

import java.util.Locale;

/**
 * Whether a host may send for a domain, RFC 7208 §2.6.
 *
 * @param domain whose answer it is, in lower case
 * @param reason why, for people
 */
public record SpfResult(Verdict verdict, String domain, String reason) {
    /** RFC 7208 §2.6. */
    public enum Verdict {
        /** The domain says nothing. */
        NONE,
        /** It says that it does not say. */
        NEUTRAL,
        /** The host may. */
        PASS,
        /** It may not. */
        FAIL,
        /** It probably may not. */
        SOFTFAIL,
        /** The DNS does not answer now. */
        TEMPERROR,
        /** What the domain says cannot be understood. */
        PERMERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
