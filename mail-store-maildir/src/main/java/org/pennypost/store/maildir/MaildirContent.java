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

/** A message in a file, which is found anew at each opening because it may have been renamed. */
final class MaildirContent implements Content {
    private static final System.Logger LOG = System.getLogger(MaildirContent.class.getName());
    private static final int TRIES = 5;
    private static final int CHUNK = 64 * 1024;

    private final Source source;
    private final long size;

    /** Knows where the file is. */
    interface Source {
        /** The file where it is now as far as is known. */
        Path file() throws StoreException;

        /** It is not there: look where it is. */
        void missing() throws StoreException;

        /** Whether its lines end with LF alone, so that it must be read with CR put in. */
        boolean bareLf() throws StoreException;

        /** What is known of dots at the beginning of lines. */
        Place.Dots dots() throws StoreException;

        /** Keeps what was found out of dots. */
        void remember(Place.Dots dots);
    }

    MaildirContent(Source source, long size) {
        this.source = source;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Reader open() throws StoreException {
        for (int tries = 1; ; tries++) {
            boolean bareLf = source.bareLf();
            Path file = source.file();
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                return bareLf ? new LineEndReader(channel, size) : new FileReader(channel, size);
            } catch (NoSuchFileException renamed) {
                if (tries == TRIES) {
                    throw new StoreException(Reason.EXPUNGED, "gone: " + renamed.getMessage(), renamed);
                }
                source.missing();
            } catch (IOException unreadable) {
                throw Disk.refusal("cannot read " + file, unreadable);
            }
        }
    }

    @Override
    public boolean dotFree() throws StoreException {
        if (source.dots() == Place.Dots.UNKNOWN) {
            source.remember(Place.Dots.of(read()));
        }
        return source.dots() == Place.Dots.NONE;
    }

    @Override
    public Optional<FileSlice> file() {
        try {
            return source.bareLf() ? Optional.empty() : Optional.of(new FileSlice(source.file(), 0, size));
        } catch (StoreException gone) {
            LOG.log(System.Logger.Level.TRACE, "expunged meanwhile", gone);
            return Optional.empty();
        }
    }

    /** Reads it all; whether no line begins with a dot. */
    private boolean read() throws StoreException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        DotSearch search = new DotSearch();
        try (Reader reader = open()) {
            for (long at = 0; search.free() && reader.read(at, chunk.clear()) > 0; at += chunk.limit()) {
                search.look(chunk.flip());
            }
        }
        return search.free();
    }
}
