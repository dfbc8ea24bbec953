package org.pennypost.core.message;

/**
 * A range of a message's octets.
 *
 * @param offset where it starts, in octets from the start of the message
 * @param length how many octets it has, maybe none
 */
public record Extent(long offset, long length) {
    /** @throws IllegalArgumentException if either is negative */
    public Extent {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("extent " + offset + "+" + length);
        }
    }

    /** The range from one offset up to another. */
    public static Extent between(long start, long end) {
        return new Extent(start, end - start);
    }

    /** The offset behind the last octet. */
    public long end() {
        return offset + length;
    }
}
