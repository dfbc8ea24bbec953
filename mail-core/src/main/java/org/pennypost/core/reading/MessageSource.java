package org.pennypost.core.reading;

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
 * A stored message while something is looked up in it: read only as far as it is asked for, and parsed once. What has
 * been read of a message that is not large is kept for the next question. One that is shorter than its size is damaged:
 * what reads beyond its end is refused with CORRUPTION.
 *
 * <p>Its methods may block. Confined to one thread at a time.
 */
public final class MessageSource implements AutoCloseable {
    private static final int FIRST_READ = 4 * 1024;
    private static final int CHUNK = 64 * 1024;
    /** Of a message this long all octets may be held. */
    private static final int HELD = 256 * 1024;

    private final OpenContent content;
    private final MessageLimits limits;
    private final Room room;
    private Optional<Header> header = Optional.empty();
    private Optional<MessageStructure> structure = Optional.empty();
    /** How many of the first octets of the message are held. */
    private int held;

    private MessageSource(OpenContent content, MessageLimits limits, Room room) {
        this.content = content;
        this.limits = limits;
        this.room = room;
    }

    /** Memory for one message after the other, for who looks into many; confined to one thread. */
    public static final class Room {
        private byte[] octets = {};
        private ByteBuffer chunk = ByteBuffer.allocate(0);

        /** Takes no memory yet. */
        public Room() {}

        /** Makes it larger; what is in it at the beginning stays. */
        private void hold(int present, int length) {
            if (octets.length < length) {
                byte[] larger = new byte[Math.min(HELD, Math.max(length, 2 * octets.length))];
                System.arraycopy(octets, 0, larger, 0, present);
                octets = larger;
            }
        }

        /** Memory for octets that nobody holds. */
        private ByteBuffer chunk() {
            if (chunk.capacity() == 0) {
                chunk = ByteBuffer.allocate(CHUNK);
            }
            return chunk;
        }
    }

    /** Opens a message. */
    public static MessageSource open(Content content, MessageLimits limits) throws StoreException {
        return open(content, limits, new Room());
    }

    /** Opens a message that is held in this room, which nobody else uses before it is closed. */
    public static MessageSource open(Content content, MessageLimits limits, Room room) throws StoreException {
        return new MessageSource(OpenContent.of(content), limits, room);
    }

    /** The same message for later, with a room of its own: stays open until that is closed as well. */
    public MessageSource again() {
        return new MessageSource(content.again(), limits, new Room());
    }

    /** The message. */
    public Content content() {
        return content.content();
    }

    /** The message as it is open here, which it stays until that is closed as well. */
    public OpenContent openContent() {
        return content.again();
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

    /**
     * The header, for who asks only what its fields say: where lines lie in the store with LF alone its lines end so too,
     * and nothing is held for the next question.
     */
    public Header skimHeader() throws StoreException {
        // Twice as much, because limits are of the octets with CR.
        if (header.isEmpty() && held == 0 && limits.headerOctets() >= 2 * FIRST_READ) {
            Optional<Content.Reader> stored = content.stored();
            if (stored.isPresent()) {
                ByteBuffer first = room.chunk().clear().limit(FIRST_READ);
                stored.get().read(0, first);
                Header read = Header.parse(first.flip(), limits);
                if (read.hasBlankLine()) {
                    return read;
                }
            }
        }
        return header();
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
            parser.feed(held(held));
            long at = held;
            ByteBuffer chunk = ByteBuffer.allocate(at < content.size() ? CHUNK : 0);
            while (read(at, chunk.clear())) {
                at += chunk.remaining();
                parser.feed(chunk);
            }
            finish(parser);
        }
        return structure.get();
    }

    /**
     * The structure, for who reads no more of the message than its header: where lines lie in the store with LF alone,
     * nothing is moved to put CR in, and nothing is held for the next question.
     */
    public MessageStructure skim() throws StoreException {
        if (structure.isEmpty() && held < content.size()) {
            Optional<Content.Reader> stored = content.stored();
            if (stored.isPresent()) {
                skim(stored.get());
            }
        }
        return structure();
    }

    /** Finds nothing if there are not as many octets as the message has. */
    private void skim(Content.Reader stored) throws StoreException {
        MessageParser parser = MessageParser.asCrLf(limits);
        ByteBuffer chunk = room.chunk();
        long at = 0;
        while (parser.octets() < content.size() && stored.read(at, chunk.clear()) > 0) {
            at += chunk.position();
            parser.feed(chunk.flip());
        }
        if (parser.octets() == content.size()) {
            finish(parser);
        }
    }

    private void finish(MessageParser parser) {
        structure = Optional.of(parser.finish());
        header = Optional.of(parser.header());
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
        if (offset < held && (end <= held || held == content.size())) {
            into.put(held((int) Math.min(end, held)).position((int) offset));
        } else {
            readAway(offset, into);
        }
        into.flip();
        return into.hasRemaining();
    }

    /**
     * Sees to it that a part which is about to be announced can be read to its end; cheap where a file has it as it is,
     * and not looked at where all that is before it would have to be read.
     *
     * @throws StoreException CORRUPTION if the message ends before
     */
    public void check(Extent extent) throws StoreException {
        if (extent.end() > held && extent.length() > 0 && content.file().isPresent()) {
            readAway(extent.end() - 1, ByteBuffer.allocate(1));
        }
    }

    @Override
    public void close() {
        content.close();
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
        return length <= held ? held((int) length) : read(new Extent(0, Math.min(length, content.size())));
    }

    /** Sees to it that the first octets are held, if they may be. */
    private void hold(long length) throws StoreException {
        if (length > held && length <= HELD) {
            room.hold(held, (int) length);
            ByteBuffer rest = held((int) length).position(held);
            readAway(held, rest);
            held = rest.position();
        }
    }

    private StoreException damaged() {
        return new StoreException(
                StoreException.Reason.CORRUPTION, "a message is shorter than its " + content.size() + " octets");
    }

    private ByteBuffer held(int length) {
        return ByteBuffer.wrap(room.octets, 0, length);
    }

    private void readAway(long offset, ByteBuffer into) throws StoreException {
        long start = offset - into.position();
        while (into.hasRemaining() && content.read(start + into.position(), into) > 0) {
            // until it is full
        }
        if (into.hasRemaining() && start + into.position() < content.size()) {
            throw damaged();
        }
    }
}
