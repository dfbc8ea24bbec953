package org.pennypost.core.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pennypost.core.mailbox.Draft;

/** Collects the octets of a new message in chunks. */
final class MemoryDraft implements Draft {
    private static final int FIRST = 4 * 1024;

    private final List<byte[]> chunks = new ArrayList<>();
    private long size;
    private boolean sealed;
    private boolean closed;

    @Override
    public void write(ByteBuffer octets) {
        if (closed || sealed) {
            throw new IllegalStateException("the draft is closed or appended");
        }
        while (octets.hasRemaining()) {
            int from = (int) (size % MemoryContent.CHUNK);
            int length = Math.min(MemoryContent.CHUNK - from, octets.remaining());
            octets.get(room(from, length), from, length);
            size += length;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public MemoryContent content() {
        if (closed) {
            throw new IllegalStateException("the draft is closed");
        }
        return new MemoryContent(chunks.toArray(new byte[0][]), size);
    }

    @Override
    public void close() {
        closed = true;
        chunks.clear();
    }

    /** Ends the writing: what the messages made of this draft share. */
    MemoryContent sealed() {
        MemoryContent whole = content();
        if (!sealed && !chunks.isEmpty()) {
            int used = (int) (size - (chunks.size() - 1L) * MemoryContent.CHUNK);
            chunks.set(chunks.size() - 1, Arrays.copyOf(chunks.get(chunks.size() - 1), used));
            whole = content();
        }
        sealed = true;
        return whole;
    }

    /** The last chunk with room behind {@code from}; the first one starts small, as most messages are. */
    private byte[] room(int from, int length) {
        int last = chunks.size() - 1;
        if (from == 0) {
            chunks.add(new byte[last >= 0 ? MemoryContent.CHUNK : Math.max(FIRST, length)]);
            return chunks.get(last + 1);
        }
        byte[] chunk = chunks.get(last);
        if (chunk.length < from + length) {
            int larger = Math.min(MemoryContent.CHUNK, Math.max(from + length, chunk.length * 2));
            chunks.set(last, Arrays.copyOf(chunk, larger));
        }
        return chunks.get(last);
    }
}
