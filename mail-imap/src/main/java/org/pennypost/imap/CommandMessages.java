package org.pennypost.imap;

/**
 * How many messages one command works on: RFC 9738. Announced where it is bounded.
 *
 * @param any for every command; {@link #UNBOUNDED} without a bound
 * @param saved for COPY and APPEND, if that is less; {@link #UNBOUNDED} without a bound of its own
 */
public record CommandMessages(long any, long saved) {
    /** More than any mailbox has. */
    public static final long UNBOUNDED = Long.MAX_VALUE;
    /** As many as there are. */
    public static final CommandMessages ALL = new CommandMessages(UNBOUNDED, UNBOUNDED);

    public CommandMessages {
        if (any < 1 || saved < 1) {
            throw new IllegalArgumentException("a command works on a message at least");
        }
    }

    /** How many COPY and APPEND take. */
    public long most() {
        return Math.min(any, saved);
    }
}
