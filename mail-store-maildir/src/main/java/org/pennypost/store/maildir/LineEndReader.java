package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.LineFeeds;

/** Reads a file of another program whose lines end with LF as if they ended with CRLF; cheapest from front to back. */
final class LineEndReader implements Content.Reader {
    private static final int CHUNK = 32 * 1024;
    private static final int LEAST = 4 * 1024;

    private final FileChannel channel;
    private final long size;
    private byte[] chunk = new byte[0];
    private int at;
    private int limit;
    private long filePosition;
    private long position;
    private byte last;
    /** CR has been put in, and the LF that it is for is still to come. */
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
        if (offset > position) {
            skip(offset - position);
        }
        int before = into.position();
        if (at == limit && !feedIsDue && into.hasArray() && into.remaining() >= size - position) {
            readRest(into);
        }
        boolean more = true;
        while (into.hasRemaining() && more) {
            more = at < limit || feedIsDue || fill(into.remaining());
            if (more) {
                move(into);
            }
        }
        int count = into.position() - before;
        position += count;
        return count == 0 && !more ? -1 : count;
    }

    @Override
    public Optional<Content.Reader> stored() {
        return Optional.of(new FileReader(channel, size));
    }

    @Override
    public void close() {
        Channels.close(channel);
    }

    /** How many octets a file has with its line ends as CRLF. */
    static long size(FileChannel channel) throws StoreException {
        LineEndReader reader = new LineEndReader(channel, Long.MAX_VALUE);
        reader.skip(Long.MAX_VALUE);
        return reader.position;
    }

    /**
     * Reads the rest of the file to the end of the room that it will take, and moves each line from there to its place:
     * no other memory is needed, and each CR has its room because the lines move towards the front by what is put in
     * behind them. If the file does not fit, as one whose name tells a wrong size, nothing is done.
     */
    private void readRest(ByteBuffer into) throws StoreException {
        try {
            int room = (int) (size - position);
            long rest = channel.size() - filePosition;
            int start = into.position();
            if (rest > room || rest <= 0) {
                return;
            }
            ByteBuffer raw = into.duplicate().limit(start + room).position(start + room - (int) rest);
            int from = into.arrayOffset() + raw.position();
            while (raw.hasRemaining() && channel.read(raw, filePosition + rest - raw.remaining()) > 0) {
                // until it is all there
            }
            int end =
                    raw.hasRemaining() ? -1 : expand(into.array(), from, into.arrayOffset() + start, from + (int) rest);
            if (end > 0) {
                filePosition += rest;
                last = into.array()[end - 1];
                into.position(end - into.arrayOffset());
            }
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read a message", unreadable);
        }
    }

    /** Moves lines towards the front, with CR put in; answers where the last one ends, −1 if there was not the room. */
    private int expand(byte[] octets, int from, int to, int end) {
        int in = from;
        int out = to;
        byte before = last;
        while (in < end) {
            int lineFeed = LineFeeds.find(octets, in, end);
            boolean feed = lineFeed < end;
            byte beforeFeed = lineFeed > in ? octets[lineFeed - 1] : before;
            System.arraycopy(octets, in, octets, out, lineFeed - in);
            out += lineFeed - in;
            if (feed && beforeFeed != '\r') {
                if (out == lineFeed) {
                    return -1;
                }
                octets[out++] = '\r';
            }
            if (feed) {
                octets[out++] = '\n';
            }
            before = '\n';
            in = lineFeed + 1;
        }
        return out;
    }

    private void skip(long octets) throws StoreException {
        ByteBuffer passed = ByteBuffer.allocate(CHUNK);
        long left = octets;
        int count = 1;
        while (left > 0 && count > 0) {
            count = read(position, passed.clear().limit((int) Math.min(CHUNK, left)));
            left -= count;
        }
    }

    /** Moves octets up to and with the next LF, or as far as there are any and there is room. */
    private void move(ByteBuffer into) {
        if (feedIsDue) {
            feedIsDue = false;
            put((byte) '\n', into);
            return;
        }
        int end = Math.min(limit, at + into.remaining());
        int lineFeed = LineFeeds.find(chunk, at, end);
        if (lineFeed > at) {
            into.put(chunk, at, lineFeed - at);
            last = chunk[lineFeed - 1];
            at = lineFeed;
        }
        if (lineFeed < end) {
            at++;
            feedIsDue = last != '\r';
            put(feedIsDue ? (byte) '\r' : (byte) '\n', into);
        }
    }

    private void put(byte octet, ByteBuffer into) {
        into.put(octet);
        last = octet;
    }

    private boolean fill(int wanted) throws StoreException {
        int length = Math.max(LEAST, Math.min(CHUNK, wanted));
        if (chunk.length < length) {
            chunk = new byte[length];
        }
        try {
            at = 0;
            limit = Math.max(0, channel.read(ByteBuffer.wrap(chunk, 0, length), filePosition));
            filePosition += limit;
            return limit > 0;
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read a message", unreadable);
        }
    }

    private void rewind() {
        at = 0;
        limit = 0;
        filePosition = 0;
        position = 0;
        last = 0;
        feedIsDue = false;
    }
}
