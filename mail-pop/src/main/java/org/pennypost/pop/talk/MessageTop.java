package org.pennypost.pop.talk;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/** The part of a message that {@code TOP} wants, RFC 1939 §7: its header, the blank line, and some lines of its body. */
final class MessageTop {
    private static final int CHUNK = 32 * 1024;

    private MessageTop() {}

    /** The beginning of {@code whole} up to the wanted line. May block. */
    static Content of(Content whole, long lines) throws StoreException {
        return new Beginning(whole, length(whole, lines));
    }

    private static long length(Content content, long bodyLines) throws StoreException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long offset = 0;
        long left = -1;
        boolean blank = true;
        try (Content.Reader reader = content.open()) {
            while (reader.read(offset, chunk.clear()) > 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    if (left == 0) {
                        return offset;
                    }
                    byte octet = chunk.get();
                    offset++;
                    if (octet == '\n') {
                        left = left > 0 ? left - 1 : blank && left < 0 ? bodyLines : left;
                        blank = true;
                    } else if (octet != '\r') {
                        blank = false;
                    }
                }
            }
        }
        if (offset < content.size()) {
            throw new StoreException(StoreException.Reason.CORRUPTION, "a message is shorter than its size");
        }
        return offset;
    }

    /** The first octets of a message. */
    private static final class Beginning implements Content {
        private final Content whole;
        private final long size;

        Beginning(Content whole, long size) {
            this.whole = whole;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Reader open() throws StoreException {
            Reader reader = whole.open();
            return new Reader() {
                @Override
                public int read(long offset, ByteBuffer into) throws StoreException {
                    if (offset >= size) {
                        return -1;
                    }
                    int room = (int) Math.min(into.remaining(), size - offset);
                    int limit = into.limit();
                    into.limit(into.position() + room);
                    try {
                        return reader.read(offset, into);
                    } finally {
                        into.limit(limit);
                    }
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        }

        @Override
        public Optional<FileSlice> file() {
            return whole.file().map(file -> file.first(size));
        }
    }
}
