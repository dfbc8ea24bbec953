package org.pennypost.core.engine;

/**
 * The bounds that every conversation has, whatever its protocol.
 *
 * @param errors how many errors in a row close the connection (RFC 5321 §4.3.2 allows it; 1 or more)
 * @param chunk how many octets of a block are gathered before a handler sees them, in octets, 512 or more
 * @param gather how many octets of small replies are gathered before they are sent, in octets, 512 or more
 */
public record Limits(int errors, int chunk, int gather) {
    /** Twenty errors, chunks and sends of 64 KiB. */
    public static final Limits DEFAULT = new Limits(20, 64 * 1024, 64 * 1024);

    public Limits {
        if (errors < 1 || chunk < 512 || gather < 512) {
            throw new IllegalArgumentException("limits out of range: " + errors + ", " + chunk + ", " + gather);
        }
    }
}
