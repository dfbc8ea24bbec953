package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Room for records while they are made. An {@code SSLEngine} asks for room for the largest record even if the
 * plaintext is a line; so it writes into one of these, and the connection keeps a copy of the right size. All
 * connections share a few, none waits for one.
 */
final class Scratch {

    /** Four full records, and room to begin a fifth, which is the engine's condition for the fourth. */
    private static final int OCTETS = 4 * (16_384 + 256) + 18_432 + 64;

    private static final AtomicReferenceArray<ByteBuffer> SPARE = new AtomicReferenceArray<>(16);

    private Scratch() {}

    static ByteBuffer borrow() {
        for (int i = 0; i < SPARE.length(); i++) {
            ByteBuffer spare = SPARE.getPlain(i) == null ? null : SPARE.getAndSet(i, null);
            if (spare != null) {
                return spare.clear();
            }
        }
        return ByteBuffer.allocate(OCTETS);
    }

    /** A buffer that finds no place is left to the garbage collector. */
    static void giveBack(ByteBuffer scratch) {
        for (int i = 0; i < SPARE.length(); i++) {
            if (SPARE.getPlain(i) == null && SPARE.compareAndSet(i, null, scratch)) {
                return;
            }
        }
    }
}
