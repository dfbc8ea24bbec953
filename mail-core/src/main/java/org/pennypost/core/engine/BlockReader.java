package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import org.pennypost.core.mailbox.StoreException;

/**
 * Gathers the octets of one {@link Step.ReadOctets} into chunks and gives them to its feed.
 *
 * <p>If a chunk is refused, the rest of the block is still read and thrown away, because its octets must never be
 * taken for commands; the refusal is thrown when the block has ended.
 */
final class BlockReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int FIRST = 4 * 1024;

    private final int limit;
    private ByteBuffer chunk = NOTHING;
    private Step.ReadOctets reading;
    private boolean last;
    private boolean delivered;
    private Refusal refusal;

    /** Throws what refused a chunk. */
    @FunctionalInterface
    interface Refusal {
        Step raise() throws StoreException;
    }

    BlockReader(int limit) {
        this.limit = limit;
    }

    /** Whether a block has begun whose end has not been delivered. */
    boolean unfinished() {
        return reading != null;
    }

    /** The step that reads on. */
    Step resume() {
        return reading;
    }

    /** The block is refused in the middle: the rest of it counts for nothing. */
    Step refuse(Refusal why) {
        refusal = why;
        return reading;
    }

    /** Takes octets; true when a chunk is ready to deliver. */
    boolean fill(Step.ReadOctets read, ByteBuffer in) {
        reading = read;
        if (delivered) {
            delivered = false;
            chunk.clear();
        }
        do {
            if (chunk.remaining() < 4) {
                grow();
            }
            last = read.framing().decode(in, chunk);
        } while (!last && in.hasRemaining() && chunk.position() + 4 <= limit);
        return last || chunk.position() + 4 > limit;
    }

    /** Gives the chunk to the feed. */
    Step deliver() throws StoreException {
        Step.ReadOctets read = reading;
        ByteBuffer octets = chunk.flip();
        if (last) {
            reading = null;
            chunk = NOTHING;
        } else {
            delivered = true;
        }
        if (refusal == null) {
            return read.feed().octets(octets, last);
        }
        if (!last) {
            return Step.done();
        }
        Refusal why = refusal;
        refusal = null;
        return why.raise();
    }

    private void grow() {
        int size = chunk.capacity() == 0 ? Math.min(FIRST, limit) : Math.min(limit, chunk.capacity() * 4);
        ByteBuffer larger = ByteBuffer.allocate(size);
        larger.put(chunk.flip());
        chunk = larger;
    }
}
