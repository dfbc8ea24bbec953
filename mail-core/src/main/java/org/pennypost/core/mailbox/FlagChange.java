package org.pennypost.core.mailbox;

/** What STORE does to the flags of a message, RFC 9051 §6.4.6. */
public record FlagChange(Mode mode, Flags flags) {
    /** How. */
    public enum Mode {
        /** Add these: {@code +FLAGS}. */
        ADD,
        /** Remove these: {@code -FLAGS}. */
        REMOVE,
        /** Have exactly these: {@code FLAGS}. */
        REPLACE
    }

    /** The flags of a message after the change. */
    public Flags applied(Flags before) {
        switch (mode) {
            case ADD:
                return before.with(flags);
            case REMOVE:
                return before.without(flags);
            default:
                return flags;
        }
    }

    /** The same on bits of a {@link FlagTable}: {@code bits} are those of {@link #flags}. */
    public long applied(long before, long bits) {
        switch (mode) {
            case ADD:
                return before | bits;
            case REMOVE:
                return before & ~bits;
            default:
                return bits;
        }
    }
}
