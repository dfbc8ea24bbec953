package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
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
    private volatile Look last;

    private record Look(long at, List<Object> stamp) {}

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

    /** Equal as long as the file is the same; empty if there is none. */
    public List<Object> now() throws IOException {
        Look known = last;
        long time = System.nanoTime();
        if (known == null || time - known.at() >= goodNanos) {
            known = new Look(time, look());
            last = known;
        }
        return known.stamp();
    }

    private List<Object> look() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return List.of(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey()));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
