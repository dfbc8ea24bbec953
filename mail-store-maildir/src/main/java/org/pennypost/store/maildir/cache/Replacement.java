package org.pennypost.store.maildir.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A file that takes the place of another when it is done, and is gone when it is closed before that. */
final class Replacement implements AutoCloseable {
    static final String SUFFIX = ".new";

    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path target;
    private final Path fresh;
    private final FileChannel file;

    private Replacement(Path target, Path fresh, FileChannel file) {
        this.target = target;
        this.fresh = fresh;
        this.file = file;
    }

    /** @throws IOException if somebody else is at it already, among others */
    static Replacement of(Path target) throws IOException {
        Path fresh = target.resolveSibling(target.getFileName() + SUFFIX);
        try {
            return new Replacement(target, fresh, create(fresh));
        } catch (FileAlreadyExistsException other) {
            if (Files.getLastModifiedTime(fresh)
                    .toInstant()
                    .isAfter(Instant.now().minus(ABANDONED))) {
                throw other;
            }
            Files.deleteIfExists(fresh);
            return new Replacement(target, fresh, create(fresh));
        }
    }

    FileChannel file() {
        return file;
    }

    void done() throws IOException {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(fresh);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
