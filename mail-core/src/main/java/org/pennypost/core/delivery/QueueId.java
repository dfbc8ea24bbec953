package org.pennypost.core.delivery;

import java.time.Instant;
import org.pennypost.core.engine.Surroundings.Entropy;

/**
 * Our own name for one message from its MAIL command on: it stands in the reply to the client, in the Received field
 * and in every log line, so that the question where a message is has an answer.
 *
 * <p>{@value #LENGTH} lower-case letters and digits (an {@code Atom} of RFC 5321 §4.4 {@code ID}): nine for the
 * millisecond, so that ids sort by time, and seven at random. Immutable.
 *
 * @param text the id
 */
public record QueueId(String text) {
    /** How many characters an id has. */
    public static final int LENGTH = 16;

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_DIGITS = 9;
    private static final int RANDOM_OCTETS = 5;

    /** @throws IllegalArgumentException if the text is no id */
    public QueueId {
        if (text.length() != LENGTH || !text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a queue id");
        }
    }

    /** A new id. */
    public static QueueId next(Instant now, Entropy entropy) {
        byte[] octets = new byte[RANDOM_OCTETS];
        entropy.fill(octets);
        long random = 0;
        for (byte octet : octets) {
            random = random << 8 | octet & 0xFF;
        }
        char[] digits = new char[LENGTH];
        fill(digits, 0, TIME_DIGITS, now.toEpochMilli());
        fill(digits, TIME_DIGITS, LENGTH, random);
        return new QueueId(new String(digits));
    }

    @Override
    public String toString() {
        return text;
    }

    private static void fill(char[] digits, int from, int to, long value) {
        long rest = value;
        for (int i = to - 1; i >= from; i--) {
            digits[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
    }
}
