package org.pennypost.core.mailbox;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a module has worked out about the messages of one mailbox, as octets that the store does not understand.
 *
 * <p>Messages are immutable, so whatever follows from one may be kept. The store does its best and promises little:
 * what was kept may be gone at any time, and it need not outlive the process. But what it answers is what was kept
 * for just this message in just this format; octets that were damaged meanwhile are not answered. Nothing throws:
 * trouble with a cache costs time only. Thread-safe; all methods may block.
 *
 * <pre>{@code
 * try (MessageCache.Reader reader = cache.open()) {
 *     Optional<ByteBuffer> known = reader.read(uid, size);
 *     ...
 * }
 * cache.keep(List.of(new MessageCache.Entry(uid, size, octets)));
 * }</pre>
 */
public interface MessageCache {
    /** The most octets that are kept of a message; entries with more are passed over. */
    int MOST = 256 * 1024;

    /** Begins to read. */
    Reader open();

    /** Keeps these, each in place of what was kept of its message. */
    void keep(List<Entry> entries);

    /**
     * What is to be kept of a message.
     *
     * @param size the size of the message, which together with the UID names it
     * @param octets must not be changed any more
     */
    record Entry(long uid, long size, ByteBuffer octets) {}

    /** Reads entries, cheapest in ascending order of the UIDs. Confined to one thread. */
    interface Reader extends AutoCloseable {
        /** What is kept of a message, not to be changed, and valid until the next call; empty if nothing is. */
        Optional<ByteBuffer> read(long uid, long size);

        @Override
        void close();
    }
}
