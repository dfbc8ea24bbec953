package org.pennypost.server.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/**
 * Reads a part of a message for sending: a piece at a time, or as a whole from its file.
 *
 * <p>Blocks. Used by one worker at a time, and lets the message go by itself after the last piece.
 */
final class SliceSource {
    private static final System.Logger LOG = System.getLogger(SliceSource.class.getName());
    private static final int PIECE = 64 * 1024;

    private final Payload.Slice slice;
    private final boolean fromFile;
    private Optional<Content.Reader> reader = Optional.empty();
    private long done;

    /**
     * A source at the start of the slice.
     *
     * @param transparent whether the octets of the file are those of the network
     */
    SliceSource(Payload.Slice slice, boolean transparent) {
        this.slice = slice;
        this.fromFile = transparent && slice.size() > PIECE; // below that, a read is cheaper than a file region
    }

    /** Octets of a file that are sent from where they are. */
    record Region(FileChannel file, long offset, long size) {}

    /** Whether everything was read. */
    boolean exhausted() {
        return done == slice.size();
    }

    /** The whole slice as a part of a file; empty if it must be read. To be asked first. */
    Optional<Region> region() {
        if (!fromFile) {
            return Optional.empty();
        }
        Optional<Region> region = slice.content().file().flatMap(this::open);
        region.ifPresent(found -> done = slice.size());
        return region;
    }

    /** The next piece. */
    ByteBuffer read() throws StoreException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, slice.size() - done));
        Content.Reader open =
                reader.isPresent() ? reader.get() : slice.content().open();
        reader = Optional.of(open);
        while (piece.hasRemaining()) {
            int count = open.read(slice.offset() + done, piece);
            if (count <= 0) {
                close();
                throw new StoreException(StoreException.Reason.CORRUPTION, "the message is shorter than its size");
            }
            done += count;
        }
        if (exhausted()) {
            close();
        }
        return piece.flip();
    }

    /** Lets the message go. */
    void close() {
        reader.ifPresent(Content.Reader::close);
        reader = Optional.empty();
    }

    /** Where a region goes beyond the end of its file, MINA would try for ever to send the rest. */
    private Optional<Region> open(Content.FileSlice file) {
        try {
            FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
            if (channel.size() < file.offset() + file.size() || file.size() < slice.offset() + slice.size()) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Region(channel, file.offset() + slice.offset(), slice.size()));
        } catch (IOException moved) {
            LOG.log(System.Logger.Level.DEBUG, "the file has moved, its message is opened anew", moved);
            return Optional.empty();
        }
    }
}
