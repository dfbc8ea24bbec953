package org.pennypost.core.reading;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/**
 * A message that is open: what is read through it is there, whatever others do to the message meanwhile, until this and
 * what was opened through it are closed. So a part of it can be announced first and read when there is room for it.
 *
 * <p>Thread-safe, but only one of those who have it open reads at a time.
 */
public final class OpenContent implements Content, AutoCloseable {
    private final Shared shared;
    private boolean closed;

    private OpenContent(Shared shared) {
        this.shared = shared;
    }

    /** Opens a message. */
    public static OpenContent of(Content content) throws StoreException {
        return new OpenContent(new Shared(content, content.open()));
    }

    /** The same message, open until this one is closed, too; it must be open now. */
    OpenContent again() {
        if (!shared.take()) {
            throw new IllegalStateException("the message is closed");
        }
        return new OpenContent(shared);
    }

    @Override
    public long size() {
        return shared.content.size();
    }

    @Override
    public Reader open() throws StoreException {
        return shared.take() ? new SharedReader(shared) : shared.content.open();
    }

    @Override
    public boolean dotFree() throws StoreException {
        return shared.content.dotFree();
    }

    @Override
    public Optional<FileSlice> file() {
        return shared.content.file();
    }

    /** Reads, as the one who does so now. */
    int read(long offset, ByteBuffer into) throws StoreException {
        return shared.reader.read(offset, into);
    }

    /** See {@link Reader#stored}. */
    Optional<Reader> stored() {
        return shared.reader.stored();
    }

    /** The message itself, which is found anew whenever it is opened. */
    Content content() {
        return shared.content;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            shared.drop();
        }
    }

    /** The one reader, and how many have it. */
    private static final class Shared {
        private final Content content;
        private final Reader reader;
        private int users = 1;

        Shared(Content content, Reader reader) {
            this.content = content;
            this.reader = reader;
        }

        /** False if it was closed already. */
        synchronized boolean take() {
            boolean open = users > 0;
            users += open ? 1 : 0;
            return open;
        }

        synchronized void drop() {
            users--;
            if (users == 0) {
                reader.close();
            }
        }
    }

    /** The reader as one of those who have it sees it. */
    private static final class SharedReader implements Reader {
        private final Shared shared;
        private boolean closed;

        SharedReader(Shared shared) {
            this.shared = shared;
        }

        @Override
        public int read(long offset, ByteBuffer into) throws StoreException {
            return shared.reader.read(offset, into);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                shared.drop();
            }
        }
    }
}
