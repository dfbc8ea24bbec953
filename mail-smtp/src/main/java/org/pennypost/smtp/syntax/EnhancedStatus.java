package org.pennypost.smtp.syntax;

/**
 * What an enhanced status code says besides its class: RFC 3463 §2 {@code subject "." detail}.
 *
 * <p>The class is the first digit of the reply code (RFC 2034 §4), so the two cannot disagree.
 */
public sealed interface EnhancedStatus {
    /** No code: greetings, replies to EHLO and HELO, and 3yz replies have none (RFC 2034 §4). */
    EnhancedStatus NONE = new None();

    /** No code. */
    record None() implements EnhancedStatus {}

    /**
     * A code.
     *
     * @param subject what it is about, 0 to 999
     * @param detail what exactly, 0 to 999
     */
    record Code(int subject, int detail) implements EnhancedStatus {
        /** @throws IllegalArgumentException if a number is out of range */
        public Code {
            if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
                throw new IllegalArgumentException("status " + subject + "." + detail);
            }
        }

        @Override
        public String toString() {
            return subject + "." + detail;
        }
    }

    /** The code of a subject and a detail. */
    static EnhancedStatus of(int subject, int detail) {
        return new Code(subject, detail);
    }
}
