package org.pennypost.tls.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * Files that nobody but the owner can read, at no moment of their life: the mode is part of the creating call, so there
 * is no time between "created" and "protected" in which another process could open them.
 *
 * <p>A write is atomic and durable: temporary file, fsync, rename, fsync of the directory. A reader sees the old
 * octets or the new ones. On a file system without POSIX modes the directory's own access list decides.
 */
public final class OwnerOnly {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private OwnerOnly() {}

    /** Makes a directory, and those above it, if it is not there. */
    public static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, mode(directory, "rwx------"));
        }
    }

    /** Replaces a file by a text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces a file. */
    public static void write(Path file, byte[] octets) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try (FileChannel channel = open(temporary, WRITE, CREATE_NEW)) {
            ByteBuffer rest = ByteBuffer.wrap(octets);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(temporary, file, ATOMIC_MOVE, REPLACE_EXISTING);
        makeDurable(file.toAbsolutePath().getParent());
    }

    /** Renames a file that is in the way to {@code name.old-<time>}; a key is never deleted by a program. */
    public static void setAside(Path file, Instant now) throws IOException {
        if (Files.exists(file)) {
            String time = TIME.format(now.atOffset(ZoneOffset.UTC));
            Files.move(file, file.resolveSibling(file.getFileName() + ".old-" + time), REPLACE_EXISTING);
            makeDurable(file.toAbsolutePath().getParent());
        }
    }

    /** Whether everybody on this machine can read a file. */
    public static boolean isReadableByOthers(Path file) throws IOException {
        return hasModes(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    /** A lock against other processes, until the channel is closed. Others wait. */
    public static FileChannel lock(Path file) throws IOException {
        FileChannel channel = lockFile(file);
        channel.lock();
        return channel;
    }

    /** A channel on a lock file, for {@link FileChannel#lock()}. */
    public static FileChannel lockFile(Path file) throws IOException {
        return open(file, WRITE, CREATE);
    }

    /** Opens a file; if that makes it, it is the owner's alone from the beginning. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), mode(file, "rw-------"));
    }

    /** Makes the entries of a directory durable. Where a directory cannot be opened (Windows) they are so with the rename. */
    public static void makeDurable(Path directory) throws IOException {
        if (hasModes(directory)) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return hasModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
