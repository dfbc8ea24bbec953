package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Gathers small payloads into one buffer, which it gives away whole; holds no memory while it is empty. */
final class Outbox {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int FIRST = 512;

    private final int limit;
    private ByteBuffer gathered = NOTHING;

    Outbox(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return gathered.position() == 0;
    }

    /** Whether as much is gathered as one send should have. */
    boolean full() {
        return gathered.position() >= limit;
    }

    /** Whether {@code octets} can be added without going over the limit. */
    boolean hasRoom(long octets) {
        return gathered.position() + octets <= limit;
    }

    void add(ByteBuffer octets) {
        if (gathered.remaining() < octets.remaining()) {
            int needed = gathered.position() + octets.remaining();
            ByteBuffer larger = ByteBuffer.allocate(Math.min(limit, Math.max(FIRST, Math.max(needed, needed * 2))));
            larger.put(gathered.flip());
            gathered = larger;
        }
        gathered.put(octets.duplicate());
    }

    /** Everything gathered, to send; the outbox is then empty. */
    Optional<Effect> take() {
        if (isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer octets = gathered.flip();
        gathered = NOTHING;
        return Optional.of(new Effect.Send(new Payload.Octets(octets)));
    }

    void clear() {
        gathered = NOTHING;
    }
}
