package org.pennypost.server.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/** The octets of a message in the spool, which its envelope follows. Nobody has looked for dots in it. */
record SpoolContent(Path path, long size) implements Content {
    @Override
    public Reader open() throws StoreException {
        FileChannel channel = channel();
        return new Reader() {
            @Override
            public int read(long offset, ByteBuffer into) throws StoreException {
                try {
                    return into.hasRemaining() && offset >= size ? -1 : fill(channel, offset, into);
                } catch (IOException e) {
                    throw Spool.trouble(path, e);
                }
            }

            @Override
            public void close() {
                try {
                    channel.close();
                } catch (IOException e) {
                    System.getLogger(SpoolContent.class.getName()).log(System.Logger.Level.DEBUG, path.toString(), e);
                }
            }
        };
    }

    @Override
    public Optional<FileSlice> file() {
        return Optional.of(new FileSlice(path, 0, size));
    }

    private int fill(FileChannel channel, long offset, ByteBuffer into) throws IOException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + Math.max(0, size - offset)));
        int count = 0;
        int more = 0;
        while (into.hasRemaining() && more >= 0) {
            more = channel.read(into, offset + count);
            count += Math.max(0, more);
        }
        into.limit(limit);
        return count == 0 && more < 0 ? -1 : count;
    }

    private FileChannel channel() throws StoreException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw Spool.trouble(path, e);
        }
    }
}
