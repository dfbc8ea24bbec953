package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a text file says that others write, read again whenever it has changed, but never half-written: a file that
 * takes the place of the one before counts at once, and one that is written in place when it has been at rest for a
 * second. Till then what it said before holds. A file that was there and is gone is a failure, not an empty file.
 * Thread-safe.
 */
public final class FollowedFile<T> {
    private static final Duration REST = Duration.ofSeconds(1);

    private final FileStamp stamp;
    private final Reader<T> reader;
    private volatile Taken<T> taken;

    /** Guarded by this, as the rest: how it looked last, and since when. */
    private Optional<FileStamp.Look> seen = Optional.empty();

    private long seenAt;
    private boolean gone;
    /** What was taken, open, so that no file that takes its place can look like it. */
    private Optional<FileChannel> held = Optional.empty();

    /** Makes something of its lines. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(List<String> lines);
    }

    /** @param first whether no look at the file was taken yet */
    private record Taken<T>(boolean first, Optional<FileStamp.Look> look, T said) {}

    /** Follows a file, which need not exist yet, and is first read when somebody asks. */
    public FollowedFile(FileStamp stamp, Reader<T> reader) {
        this.stamp = stamp;
        this.reader = reader;
        this.taken = new Taken<>(true, Optional.empty(), reader.read(List.of()));
    }

    /**
     * What it says now.
     *
     * @throws IOException if it cannot be read, is not in UTF-8, or was there and is gone
     */
    public T current() throws IOException {
        Taken<T> last = taken;
        return !last.first() && stamp.now().equals(last.look()) ? last.said() : changed();
    }

    /** What it said when somebody asked last. */
    public T last() {
        return taken.said();
    }

    private synchronized T changed() throws IOException {
        Optional<FileStamp.Look> now = stamp.exactly();
        if (now.isEmpty()) {
            return absent();
        }
        if (!now.equals(seen)) {
            seen = now;
            seenAt = System.nanoTime();
        }
        if (taken.first() || !now.equals(taken.look()) && (atRest(now.get()) || isAnother(now.get()))) {
            take(now.get());
        }
        return taken.said();
    }

    private T absent() throws IOException {
        if (taken.look().isPresent()) {
            gone = true;
            throw new NoSuchFileException(stamp.path().toString());
        }
        taken = new Taken<>(false, Optional.empty(), taken.said());
        return taken.said();
    }

    private void take(FileStamp.Look now) throws IOException {
        FileChannel file = FileChannel.open(stamp.path());
        Optional<FileChannel> unused = Optional.of(file);
        try {
            byte[] octets = Channels.newInputStream(file).readAllBytes();
            boolean whole = taken.first() || octets.length > 0 && octets[octets.length - 1] == '\n' || atRest(now);
            if (whole && stamp.exactly().equals(Optional.of(now))) {
                taken = new Taken<>(false, Optional.of(now), reader.read(lines(octets)));
                gone = false;
                unused = held;
                held = Optional.of(file);
            }
        } finally {
            if (unused.isPresent()) {
                unused.get().close();
            }
        }
    }

    private boolean isAnother(FileStamp.Look now) {
        return !gone
                && now.size() > 0
                && !taken.look().flatMap(FileStamp.Look::key).equals(now.key());
    }

    private boolean atRest(FileStamp.Look now) {
        return now.modified().isBefore(Instant.now().minus(REST)) || System.nanoTime() - seenAt >= REST.toNanos();
    }

    private static List<String> lines(byte[] octets) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(octets))
                .toString()
                .lines()
                .toList();
    }
}
