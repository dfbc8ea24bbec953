package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.text.DotStuffing;

/** A message in a file, which is found anew at each opening because it may have been renamed. */
final class MaildirContent implements Content {
    private static final int TRIES = 5;
    private static final int CHUNK = 64 * 1024;

    private final Locator locator;
    private final long size;
    private final boolean bareLf;

    /** Finds the file. */
    @FunctionalInterface
    interface Locator {
        /** @param anew whether it was not where it was last seen */
        Path locate(boolean anew) throws StoreException;
    }

    /** @param bareLf whether the file's lines end with LF alone, so that it must be read with CR put in */
    MaildirContent(Locator locator, long size, boolean bareLf) {
        this.locator = locator;
        this.size = size;
        this.bareLf = bareLf;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Reader open() throws StoreException {
        NoSuchFileException missing = new NoSuchFileException("");
        for (int i = 0; i < TRIES; i++) {
            Path file = locator.locate(i > 0);
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                return bareLf ? new LineEndReader(channel, size) : new FileReader(channel, size);
            } catch (NoSuchFileException renamed) {
                missing = renamed;
            } catch (IOException unreadable) {
                throw Disk.refusal("cannot read " + file, unreadable);
            }
        }
        throw new StoreException(Reason.EXPUNGED, "gone: " + missing.getMessage(), missing);
    }

    @Override
    public boolean dotFree() throws StoreException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, size)));
        DotStuffing.Encoder encoder = new DotStuffing.Encoder();
        try (Reader reader = open()) {
            for (long at = 0; reader.read(at, chunk.clear()) > 0; at += chunk.limit()) {
                if (encoder.needed(chunk.flip())) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Optional<FileSlice> file() {
        if (bareLf) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileSlice(locator.locate(false), 0, size));
        } catch (StoreException gone) {
            return Optional.empty();
        }
    }

    /** Reads a file as it is. */
    private static final class FileReader implements Reader {
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
                long at = offset;
                while (into.hasRemaining()) {
                    int count = channel.read(into, at);
                    if (count < 0) {
                        break;
                    }
                    at += count;
                }
                return into.position() - start;
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
}
