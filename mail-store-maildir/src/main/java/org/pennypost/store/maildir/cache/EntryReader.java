package org.pennypost.store.maildir.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.pennypost.core.mailbox.MessageCache;

/** Reads entries of one cache file, in strides that grow while the entries follow each other. */
final class EntryReader implements MessageCache.Reader {
    private static final System.Logger LOG = System.getLogger(EntryReader.class.getName());
    private static final int FIRST = 8 * 1024;
    private static final int LONGEST = 256 * 1024;

    private final FileChannel file;
    private final Places places;
    private final Place place = new Place();
    private final Checksum checksum = new Checksum();
    private ByteBuffer stride = ByteBuffer.allocate(0);
    private long strideAt;
    private int ahead = FIRST;

    EntryReader(FileChannel file, Places places) {
        this.file = file;
        this.places = places;
    }

    @Override
    public Optional<ByteBuffer> read(long uid, long size) {
        if (!places.find(uid, place) || place.length < 0 || place.length > MessageCache.MOST) {
            return Optional.empty();
        }
        try {
            if (place.offset < strideAt || place.offset + place.length > strideAt + stride.limit()) {
                fill();
            }
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "an entry of a cache cannot be read", unreadable);
            return Optional.empty();
        }
        int from = (int) (place.offset - strideAt);
        if (from + place.length > stride.limit()) {
            return Optional.empty();
        }
        ByteBuffer octets = stride.slice(from, place.length);
        return checksum.of(uid, size, octets) == place.sum ? Optional.of(octets) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException ignored) {
            LOG.log(System.Logger.Level.DEBUG, "a cache cannot be closed", ignored);
        }
    }

    private void fill() throws IOException {
        long end = strideAt + stride.limit();
        boolean goesOn = stride.limit() > 0 && place.offset >= strideAt && place.offset <= end + ahead;
        ahead = goesOn ? Math.min(LONGEST, 4 * ahead) : FIRST;
        int wanted = Math.max(ahead, place.length);
        if (stride.capacity() < wanted) {
            stride = ByteBuffer.allocate(wanted);
        }
        stride.clear().limit(wanted);
        strideAt = place.offset;
        while (stride.position() < place.length) {
            if (file.read(stride, strideAt + stride.position()) < 0) {
                break;
            }
        }
        stride.flip();
    }
}
