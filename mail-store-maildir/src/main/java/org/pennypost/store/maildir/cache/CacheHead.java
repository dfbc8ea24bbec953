package org.pennypost.store.maildir.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first octets of a cache file: for what it is good, and which of several files of that name it is.
 *
 * @param identity format, mailbox and UIDVALIDITY
 * @param generation a number that no other file has
 */
record CacheHead(String identity, long generation) {
    static final int LENGTH = 512;
    private static final long MARK = 0x50656e6e79433031L;

    ByteBuffer octets() {
        byte[] text = identity.getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(LENGTH);
        head.putLong(MARK).putLong(generation).putInt(text.length).put(text);
        head.putInt(LENGTH - Integer.BYTES, new Checksum().of(head.array(), 0, LENGTH - Integer.BYTES));
        return head.clear();
    }

    /** The head of a file, if it has one. */
    static Optional<CacheHead> read(FileChannel file) throws IOException {
        if (file.size() < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer head = Batch.read(file, 0, LENGTH);
        int sum = new Checksum().of(head.array(), 0, LENGTH - Integer.BYTES);
        if (head.getLong() != MARK || head.getInt(LENGTH - Integer.BYTES) != sum) {
            return Optional.empty();
        }
        long generation = head.getLong();
        byte[] text = new byte[head.getInt()];
        head.get(text);
        return Optional.of(new CacheHead(new String(text, StandardCharsets.UTF_8), generation));
    }
}
