package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/** Reads a file of another program whose lines end with LF as if they ended with CRLF; cheapest from front to back. */
final class LineEndReader implements Content.Reader {
    private static final int CHUNK = 32 * 1024;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
    private long filePosition;
    private long position;
    private byte last;
    private boolean feedIsDue;

    LineEndReader(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws StoreException {
        if (offset >= size) {
            return -1;
        }
        if (offset < position) {
            rewind();
        }
        int count = 0;
        while (into.hasRemaining()) {
            int octet = next();
            if (octet < 0) {
                break;
            }
            position++;
            if (position > offset) {
                into.put((byte) octet);
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        Channels.close(channel);
    }

    /** How many octets a file has with its line ends as CRLF. */
    static long size(FileChannel channel) throws StoreException {
        LineEndReader reader = new LineEndReader(channel, Long.MAX_VALUE);
        long size = 0;
        while (reader.next() >= 0) {
            size++;
        }
        return size;
    }

    private int next() throws StoreException {
        if (feedIsDue) {
            feedIsDue = false;
            last = '\n';
            return '\n';
        }
        if (!chunk.hasRemaining() && !fill()) {
            return -1;
        }
        byte octet = chunk.get();
        if (octet == '\n' && last != '\r') {
            feedIsDue = true;
            last = '\r';
            return '\r';
        }
        last = octet;
        return octet & 0xFF;
    }

    private boolean fill() throws StoreException {
        try {
            chunk.clear();
            int count = channel.read(chunk, filePosition);
            chunk.flip();
            filePosition += Math.max(0, count);
            return count > 0;
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read a message", unreadable);
        }
    }

    private void rewind() {
        chunk.limit(0);
        filePosition = 0;
        position = 0;
        last = 0;
        feedIsDue = false;
    }
}
