package org.pennypost.imap.syntax;

import org.pennypost.core.message.Extent;

/**
 * Which octets of a section a client wants: RFC 9051 §6.4.5 {@code <partial>}, §9 {@code partial}.
 *
 * @param offset how many octets to leave out at the start
 * @param length how many octets to send at most, from 1
 */
public record Partial(long offset, long length) {
    /** No {@code partial}: all octets, and no origin octet in the answer. */
    public static final Partial WHOLE = new Partial(0, Long.MAX_VALUE);

    public Partial {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("partial " + offset + "." + length);
        }
    }

    /** Whether the client asked for a part, even if that part is all there is. */
    public boolean isWhole() {
        return this == WHOLE;
    }

    /** The part of {@code extent} that is wanted; empty if it starts behind its end (RFC 9051 §6.4.5). */
    public Extent of(Extent extent) {
        long from = Math.min(offset, extent.length());
        return new Extent(extent.offset() + from, Math.min(length, extent.length() - from));
    }
}
