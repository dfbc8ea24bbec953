package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a file looks, to tell whether it has changed. One look serves all who ask within some milliseconds: a message asks
 * a dozen times, and a change may well count from the next one on. Thread-safe.
 */
public final class FileStamp {
    private static final long GOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path path;
    private final long goodNanos;
    private volatile Last last;

    /**
     * Equal as long as the file is the same.
     *
     * @param key of the file, not of its name: another one if another file has taken its place
     */
    record Look(Instant modified, long size, Optional<Object> key) {}

    private record Last(long at, Optional<Look> look) {}

    private FileStamp(Path path, long goodNanos) {
        this.path = path;
        this.goodNanos = goodNanos;
    }

    /** Of this file, which need not exist. */
    public static FileStamp of(Path path) {
        return new FileStamp(path, GOOD_NANOS);
    }

    /** The same with a look for each question. */
    public static FileStamp precise(Path path) {
        return new FileStamp(path, 0);
    }

    Path path() {
        return path;
    }

    /** As it was some milliseconds ago at the most; empty if there is none. */
    Optional<Look> now() throws IOException {
        Last known = last;
        return known == null || System.nanoTime() - known.at() >= goodNanos ? exactly() : known.look();
    }

    /** As it is. */
    Optional<Look> exactly() throws IOException {
        long time = System.nanoTime();
        Optional<Look> look = look();
        last = new Last(time, look);
        return look;
    }

    private Optional<Look> look() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(
                    new Look(now.lastModifiedTime().toInstant(), now.size(), Optional.ofNullable(now.fileKey())));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
