package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Gathers small payloads into one buffer, which it gives away whole; holds no memory while it is empty. A payload that
 * stays alone is not copied: a message of 64 KiB leaves in the buffer that it was read into.
 */
final class Outbox {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int FIRST = 512;

    private final int limit;
    private ByteBuffer gathered = NOTHING;
    /** Whether {@link #gathered} was made here and may be added to; it is then in writing mode. */
    private boolean ours;

    Outbox(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return pending() == 0;
    }

    /** Whether as much is gathered as one send should have. */
    boolean full() {
        return pending() >= limit;
    }

    /** Whether {@code octets} can be added without going over the limit. */
    boolean hasRoom(long octets) {
        return pending() + octets <= limit;
    }

    void add(ByteBuffer octets) {
        if (isEmpty()) {
            gathered = octets.duplicate();
            ours = false;
            return;
        }
        if (!ours || gathered.remaining() < octets.remaining()) {
            int needed = pending() + octets.remaining();
            ByteBuffer larger = ByteBuffer.allocate(Math.min(limit, Math.max(FIRST, needed * 2)));
            larger.put(ours ? gathered.flip() : gathered);
            gathered = larger;
            ours = true;
        }
        gathered.put(octets.duplicate());
    }

    /** Everything gathered, to send; the outbox is then empty. */
    Optional<Effect> take() {
        if (isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer octets = ours ? gathered.flip() : gathered;
        clear();
        return Optional.of(new Effect.Send(new Payload.Octets(octets)));
    }

    void clear() {
        gathered = NOTHING;
        ours = false;
    }

    private int pending() {
        return ours ? gathered.position() : gathered.remaining();
    }
}
