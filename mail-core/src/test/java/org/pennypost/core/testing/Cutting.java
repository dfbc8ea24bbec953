package org.pennypost.core.testing;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * How the octets of a client are cut into the pieces that an engine receives.
 *
 * @param name for people
 * @param next the size of the next piece, given how many octets are left
 */
public record Cutting(String name, IntUnaryOperator next) {
    /** Everything at once. */
    public static final Cutting WHOLE = new Cutting("whole", left -> left);
    /** One by one. */
    public static final Cutting OCTETS = new Cutting("octet by octet", left -> 1);

    /** At random, the same for the same seed; small pieces are as likely as large ones. */
    public static Cutting random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Cutting("cut at random, seed " + seed, left -> {
            int most = Math.min(left, random.nextBoolean() ? 4 : 700);
            return random.nextInt(1, most + 1);
        });
    }
}
