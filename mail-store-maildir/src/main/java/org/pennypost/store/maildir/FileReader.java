package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/** Reads a file as it is; one that is shorter than its name says has an end of its own. */
final class FileReader implements Content.Reader {
    private final FileChannel channel;
    private final long size;

    FileReader(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws StoreException {
        if (offset >= size) {
            return -1;
        }
        int start = into.position();
        int limit = into.limit();
        into.limit((int) Math.min(limit, start + size - offset));
        try {
            int count = 0;
            while (into.hasRemaining() && count >= 0) {
                count = channel.read(into, offset + into.position() - start);
            }
            return into.position() == start ? count : into.position() - start;
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read a message", unreadable);
        } finally {
            into.limit(limit);
        }
    }

    @Override
    public void close() {
        Channels.close(channel);
    }
}
