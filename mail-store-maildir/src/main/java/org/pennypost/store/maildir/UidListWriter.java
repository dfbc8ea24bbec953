package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Writes lines of a uidlist, many with one call. Confined to one thread. */
final class UidListWriter {
    private static final int PIECE = 32 * 1024;

    private final FileChannel channel;
    private final StringBuilder text = new StringBuilder();
    private long octets;

    UidListWriter(FileChannel channel) {
        this.channel = channel;
    }

    void header(UidListHeader header) {
        text.append(header.line()).append('\n');
    }

    void line(UidList.Entry entry) throws IOException {
        text.append(entry.uid());
        if (!entry.fields().isEmpty()) {
            text.append(' ').append(entry.fields());
        }
        text.append(" :").append(entry.base()).append('\n');
        if (text.length() > PIECE) {
            flush();
        }
    }

    /** Writes what is left and tells how many octets all of it was. */
    long end() throws IOException {
        flush();
        return octets;
    }

    private void flush() throws IOException {
        ByteBuffer piece = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        octets += piece.remaining();
        Disk.write(channel, piece);
        text.setLength(0);
    }
}
