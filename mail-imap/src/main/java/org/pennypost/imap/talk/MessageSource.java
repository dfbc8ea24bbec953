package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageParser;
import org.pennypost.core.message.MessageStructure;

/**
 * A stored message while something is looked up in it: read only as far as it is asked for, and parsed once.
 *
 * <p>Its methods may block. Confined to one thread at a time.
 */
final class MessageSource implements AutoCloseable {
    private static final int FIRST_READ = 8 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final Content content;
    private final MessageLimits limits;
    private final Content.Reader reader;
    private Optional<Header> header = Optional.empty();
    private Optional<MessageStructure> structure = Optional.empty();

    private long octetsRead;

    private MessageSource(Content content, MessageLimits limits, Content.Reader reader) {
        this.content = content;
        this.limits = limits;
        this.reader = reader;
    }

    /** Opens a message. */
    static MessageSource open(Content content, MessageLimits limits) throws StoreException {
        return new MessageSource(content, limits, content.open());
    }

    /** The same message, opened once more. */
    MessageSource again() throws StoreException {
        return open(content, limits);
    }

    /** How many octets have been read so far. */
    long octetsRead() {
        return octetsRead;
    }

    Content content() {
        return content;
    }

    /** The whole message. */
    Extent whole() {
        return new Extent(0, content.size());
    }

    /** The header; of one that is longer than the limits allow, its beginning. */
    Header header() throws StoreException {
        if (header.isEmpty()) {
            header = Optional.of(readHeader());
        }
        return header.get();
    }

    /** Where the header lies, with its blank line, however long it is. */
    Extent headerExtent() throws StoreException {
        Header known = header();
        long length = known.octets().remaining();
        return known.hasBlankLine() || length == content.size()
                ? new Extent(0, length)
                : structure().header();
    }

    /** The structure; for this the whole message is read. */
    MessageStructure structure() throws StoreException {
        if (structure.isEmpty()) {
            MessageParser parser = MessageParser.with(limits);
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, content.size())));
            long at = 0;
            while (read(at, chunk)) {
                at += chunk.remaining();
                parser.feed(chunk);
                chunk.clear();
            }
            structure = Optional.of(parser.finish());
        }
        return structure.get();
    }

    /** Octets of the message; {@code extent} must be small enough for memory. */
    ByteBuffer read(Extent extent) throws StoreException {
        ByteBuffer octets = ByteBuffer.allocate(Math.toIntExact(extent.length()));
        read(extent.offset(), octets);
        return octets;
    }

    /** Fills a buffer from an offset on, as far as the message goes, and flips it; false if there was nothing. */
    boolean read(long offset, ByteBuffer into) throws StoreException {
        int start = into.position();
        while (into.hasRemaining() && reader.read(offset + into.position() - start, into) >= 0) {
            // until it is full
        }
        octetsRead += into.position() - start;
        into.flip();
        return into.hasRemaining();
    }

    @Override
    public void close() {
        reader.close();
    }

    private Header readHeader() throws StoreException {
        long most = Math.min(content.size(), limits.headerOctets());
        long length = Math.min(most, FIRST_READ);
        Header read = Header.parse(read(new Extent(0, length)), limits);
        while (!read.hasBlankLine() && length < most) {
            length = Math.min(most, 4 * length);
            read = Header.parse(read(new Extent(0, length)), limits);
        }
        return read;
    }
}
