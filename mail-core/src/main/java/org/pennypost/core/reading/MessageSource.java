package org.pennypost.core.reading;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageParser;
import org.pennypost.core.message.MessageStructure;

/**
 * A stored message while something is looked up in it: read only as far as it is asked for, and parsed once. What has
 * been read of a message that is not large is kept for the next question.
 *
 * <p>Its methods may block. Confined to one thread at a time.
 */
public final class MessageSource implements AutoCloseable {
    private static final int FIRST_READ = 4 * 1024;
    private static final int CHUNK = 64 * 1024;
    /** Of a message this long all octets may be held. */
    private static final int HELD = 256 * 1024;

    private final Content content;
    private final MessageLimits limits;
    private final Content.Reader reader;
    private Optional<Header> header = Optional.empty();
    private Optional<MessageStructure> structure = Optional.empty();
    /** The first octets of the message, as far as they are held. */
    private ByteBuffer start = ByteBuffer.allocate(0);

    private MessageSource(Content content, MessageLimits limits, Content.Reader reader) {
        this.content = content;
        this.limits = limits;
        this.reader = reader;
    }

    /** Opens a message. */
    public static MessageSource open(Content content, MessageLimits limits) throws StoreException {
        return new MessageSource(content, limits, content.open());
    }

    /** The same message, opened once more. */
    public MessageSource again() throws StoreException {
        return open(content, limits);
    }

    /** The message. */
    public Content content() {
        return content;
    }

    /** Under which limits it is read. */
    public MessageLimits limits() {
        return limits;
    }

    /** The whole message. */
    public Extent whole() {
        return new Extent(0, content.size());
    }

    /** The header; of one that is longer than the limits allow, its beginning. */
    public Header header() throws StoreException {
        if (header.isEmpty()) {
            header = Optional.of(readHeader());
        }
        return header.get();
    }

    /** Where the header lies, with its blank line, however long it is. */
    public Extent headerExtent() throws StoreException {
        Header known = header();
        long length = known.octets().remaining();
        return known.hasBlankLine() || length == content.size()
                ? new Extent(0, length)
                : structure().header();
    }

    /** The structure; for this the whole message is read. */
    public MessageStructure structure() throws StoreException {
        if (structure.isEmpty()) {
            hold(content.size());
            MessageParser parser = MessageParser.with(limits);
            parser.feed(start.duplicate());
            long at = start.limit();
            ByteBuffer chunk = ByteBuffer.allocate(at < content.size() ? CHUNK : 0);
            while (read(at, chunk.clear())) {
                at += chunk.remaining();
                parser.feed(chunk);
            }
            structure = Optional.of(parser.finish());
        }
        return structure.get();
    }

    /** Octets of the message; {@code extent} must be small enough for memory. */
    public ByteBuffer read(Extent extent) throws StoreException {
        ByteBuffer octets = ByteBuffer.allocate(Math.toIntExact(extent.length()));
        read(extent.offset(), octets);
        return octets;
    }

    /** Fills a buffer from an offset on, as far as the message goes, and flips it; false if there was nothing. */
    public boolean read(long offset, ByteBuffer into) throws StoreException {
        long end = offset + into.remaining();
        if (offset < start.limit() && (end <= start.limit() || start.limit() == content.size())) {
            int from = (int) offset;
            into.put(start.duplicate().limit((int) Math.min(end, start.limit())).position(from));
        } else {
            readAway(offset, into);
        }
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
        Header read = Header.parse(first(length), limits);
        while (!read.hasBlankLine() && length < most) {
            length = Math.min(most, 4 * length);
            read = Header.parse(first(length), limits);
        }
        return read;
    }

    private ByteBuffer first(long length) throws StoreException {
        hold(length);
        return length <= start.limit()
                ? start.duplicate().limit((int) length)
                : read(new Extent(0, Math.min(length, content.size())));
    }

    /** Sees to it that the first octets are held, if they may be. */
    private void hold(long length) throws StoreException {
        if (length > start.limit() && length <= HELD) {
            ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(start.array(), (int) length));
            longer.position(start.limit());
            readAway(start.limit(), longer);
            start = longer.flip();
        }
    }

    private void readAway(long offset, ByteBuffer into) throws StoreException {
        int from = into.position();
        while (into.hasRemaining() && reader.read(offset + into.position() - from, into) >= 0) {
            // until it is full
        }
    }
}
