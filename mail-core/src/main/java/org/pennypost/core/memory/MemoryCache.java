package org.pennypost.core.memory;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.mailbox.UidSet;

/** What is kept about the messages of a mailbox in one format; begins anew when it has grown too large. */
final class MemoryCache implements MessageCache {
    private static final long MOST_IN_ALL = 64L * 1024 * 1024;

    private final Map<Long, Entry> entries = new HashMap<>();
    private long octets;

    @Override
    public Reader open() {
        return new Reader() {
            @Override
            public Optional<ByteBuffer> read(long uid, long size) {
                return find(uid, size);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void keep(List<Entry> kept) {
        for (Entry entry : kept) {
            if (entry.octets().remaining() <= MOST) {
                if (octets > MOST_IN_ALL) {
                    entries.clear();
                    octets = 0;
                }
                forget(entry.uid());
                octets += entry.octets().remaining();
                entries.put(entry.uid(), new Entry(entry.uid(), entry.size(), copy(entry.octets())));
            }
        }
    }

    synchronized void forget(UidSet gone) {
        gone.forEach(this::forget);
    }

    private synchronized Optional<ByteBuffer> find(long uid, long size) {
        Entry entry = entries.get(uid);
        return entry == null || entry.size() != size
                ? Optional.empty()
                : Optional.of(entry.octets().duplicate());
    }

    private void forget(long uid) {
        Entry before = entries.remove(uid);
        octets -= before == null ? 0 : before.octets().remaining();
    }

    private static ByteBuffer copy(ByteBuffer octets) {
        return ByteBuffer.allocate(octets.remaining()).put(octets.duplicate()).flip();
    }
}
