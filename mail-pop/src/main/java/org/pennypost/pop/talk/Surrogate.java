package org.pennypost.pop.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;

/**
 * A message with an internationalized header (RFC 6532) as a client that has not said UTF8 gets it: RFC 6856 §2.1,
 * RFC 6858. The header is made anew in ASCII, the body is what it was.
 *
 * <p>Deviates from RFC 6858 §2.2: headers of body parts stay as they are, because a part may begin anywhere in a message
 * of any size, and mail programs read them as they are.
 */
final class Surrogate implements Content {
    private final Content whole;
    private final byte[] header;
    /** The octets of the header that {@link #header} stands for. */
    private final long replaced;

    private Surrogate(Content whole, byte[] header, long replaced) {
        this.whole = whole;
        this.header = header;
        this.replaced = replaced;
    }

    /** The message itself if its header is in ASCII. May block. */
    static Content of(Content whole) throws StoreException {
        MessageLimits limits = MessageLimits.DEFAULTS;
        Header header;
        try (Reader reader = whole.open()) {
            ByteBuffer start = read(reader, (int) Math.min(MessageText.CHUNK, whole.size()));
            header = Header.parse(start, limits);
            if (!header.hasBlankLine() && start.limit() < whole.size()) { // the first chunk has the header, mostly
                header = Header.parse(read(reader, (int) Math.min(limits.headerOctets(), whole.size())), limits);
            }
        }
        ByteBuffer octets = header.octets();
        return hasAsciiHeader(octets)
                ? whole
                : new Surrogate(whole, new AsciiHeader(header).octets(), octets.remaining());
    }

    /** Whether the header that these octets begin with is in ASCII, as far as they have it. */
    static boolean hasAsciiHeader(ByteBuffer message) {
        byte before = 0;
        for (int i = message.position(); i < message.limit(); i++) {
            byte octet = message.get(i);
            if (octet < 0) {
                return false;
            }
            if (octet == '\n') {
                if (before == '\n') {
                    return true;
                }
                before = octet;
            } else if (octet != '\r') {
                before = octet;
            }
        }
        return true;
    }

    @Override
    public long size() {
        return header.length + whole.size() - replaced;
    }

    @Override
    public Reader open() throws StoreException {
        Reader reader = whole.open();
        return new Reader() {
            @Override
            public int read(long offset, ByteBuffer into) throws StoreException {
                int fromHeader = (int) Math.max(0, Math.min(header.length - offset, into.remaining()));
                if (fromHeader > 0) {
                    into.put(header, (int) offset, fromHeader);
                }
                int fromBody =
                        into.hasRemaining() ? reader.read(offset + fromHeader - header.length + replaced, into) : 0;
                return fromHeader > 0 ? fromHeader + Math.max(0, fromBody) : fromBody;
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    private static ByteBuffer read(Reader reader, int length) throws StoreException {
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining() && reader.read(octets.position(), octets) > 0) {
            // until it is full
        }
        return octets.flip();
    }
}
