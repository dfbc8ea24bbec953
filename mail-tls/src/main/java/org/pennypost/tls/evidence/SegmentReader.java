package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the events of a log one after the other. Stops where the log ends or is not good; {@link #place} says where.
 */
final class SegmentReader implements AutoCloseable {
    private static final int ROOM = 2 * (Frame.HEAD + Frame.MOST);

    private final Path directory;
    private final ByteBuffer room = ByteBuffer.allocate(ROOM).limit(0);
    private final int last;
    private FileChannel channel;
    private int number;
    private long offset;
    private long index;

    private SegmentReader(Path directory, int last, int number) throws IOException {
        this.directory = directory;
        this.last = last;
        this.number = number;
        this.channel = open(number);
    }

    /**
     * Reads from a place on.
     *
     * @param index of the event that is there
     * @throws EvidenceException if the segment does not begin as it should
     */
    static SegmentReader at(Path directory, long place, long index) throws IOException {
        int last = Segments.numbers(directory).stream().reduce(0, Math::max);
        SegmentReader reader = new SegmentReader(directory, last, Segments.segment(place));
        reader.index = index;
        reader.offset = Math.max(Segments.offset(place), Segments.HEAD);
        if (Segments.offset(place) <= Segments.HEAD) {
            reader.requireBeginning();
        }
        return reader;
    }

    /** One event, whose place is known. */
    static byte[] one(Path directory, long place, long index) throws IOException {
        try (FileChannel channel = open(directory, Segments.segment(place))) {
            ByteBuffer head = ByteBuffer.allocate(4);
            channel.read(head, Segments.offset(place));
            int length = head.hasRemaining() ? -1 : head.getInt(0);
            if (length > 0 && length <= Frame.MOST) {
                ByteBuffer octets = ByteBuffer.allocate(Frame.HEAD + length);
                int read = 0;
                while (octets.hasRemaining() && read >= 0) {
                    read = channel.read(octets, Segments.offset(place) + octets.position());
                }
                Frame frame = Frame.decode(octets.flip());
                if (frame.good()) {
                    return frame.octets();
                }
            }
        }
        throw damaged(directory, place, index);
    }

    static EvidenceException damaged(Path directory, long place, long index) {
        return new EvidenceException("event " + index + " is damaged: "
                + Segments.file(directory, Segments.segment(place)) + " at octet " + Segments.offset(place));
    }

    /** The next event; bad at the end, be it orderly or not. */
    Frame next() throws IOException {
        fill();
        if (room.remaining() == 0 && number < last) {
            channel.close();
            number++;
            offset = Segments.HEAD;
            channel = open(number);
            requireBeginning();
            fill();
        }
        Frame frame = Frame.decode(room);
        if (frame.good()) {
            room.position(room.position() + frame.size());
            offset += frame.size();
            index++;
        }
        return frame;
    }

    /** Where the next event is, or would be. */
    long place() {
        return Segments.place(number, offset);
    }

    /** The index of the next event. */
    long index() {
        return index;
    }

    /** Whether the log ends here, and nothing is behind but room for more: octets that are 0. */
    boolean atEnd() throws IOException {
        if (number < last) {
            return false;
        }
        ByteBuffer rest = rest();
        int at = 0;
        while (at < rest.limit() && rest.get(at) == 0) {
            at++;
        }
        return at == rest.limit();
    }

    /** Whether an event that lies behind here says that the one here was durable; reads to the end of the segment. */
    boolean durableHere() throws IOException {
        if (number < last) {
            return true; // a segment is synced before the next one is begun
        }
        ByteBuffer rest = rest();
        for (int at = 1; at + Frame.HEAD < rest.limit(); at++) {
            if (rest.getLong(at + Integer.BYTES) > index
                    && Frame.decode(rest.position(at)).durable() > index) {
                return true;
            }
        }
        return false;
    }

    private ByteBuffer rest() throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, Math.max(0, channel.size() - offset));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void fill() throws IOException {
        if (Frame.whole(room)) {
            return;
        }
        long at = offset + room.remaining();
        room.compact();
        int read = 0;
        while (room.hasRemaining() && read >= 0) {
            read = channel.read(room, at);
            at += Math.max(read, 0);
        }
        room.flip();
    }

    private void requireBeginning() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Segments.HEAD);
        channel.read(head, 0);
        boolean unborn = number == last && channel.size() < Segments.HEAD;
        if (!unborn && !head.flip().equals(Segments.head(index))) {
            throw new EvidenceException(
                    Segments.file(directory, number) + " does not begin with event " + index + " as it should");
        }
    }

    private FileChannel open(int segment) throws IOException {
        return open(directory, segment);
    }

    private static FileChannel open(Path directory, int segment) throws IOException {
        try {
            return FileChannel.open(Segments.file(directory, segment), StandardOpenOption.READ);
        } catch (java.nio.file.NoSuchFileException gone) {
            throw new EvidenceException(Segments.file(directory, segment) + " is missing", gone);
        }
    }
}
