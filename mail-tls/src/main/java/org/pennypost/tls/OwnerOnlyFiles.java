package org.pennypost.tls;

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
final class OwnerOnlyFiles {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private OwnerOnlyFiles() {}

    static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, mode(directory, "rwx------"));
        }
    }

    static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try (FileChannel channel = open(temporary)) {
            ByteBuffer octets = StandardCharsets.US_ASCII.encode(text);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        Files.move(temporary, file, ATOMIC_MOVE, REPLACE_EXISTING);
        makeDurable(file.toAbsolutePath().getParent());
    }

    /** Renames a file that is in the way to {@code name.old-<time>}; a key is never deleted by a program. */
    static void setAside(Path file, Instant now) throws IOException {
        if (Files.exists(file)) {
            String time = TIME.format(now.atOffset(ZoneOffset.UTC));
            Files.move(file, file.resolveSibling(file.getFileName() + ".old-" + time), REPLACE_EXISTING);
            makeDurable(file.toAbsolutePath().getParent());
        }
    }

    static boolean isReadableByOthers(Path file) throws IOException {
        return hasModes(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    /** A channel on a lock file, for {@link FileChannel#lock()}. */
    static FileChannel lockFile(Path file) throws IOException {
        return FileChannel.open(file, Set.of(WRITE, CREATE), mode(file, "rw-------"));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, Set.of(WRITE, CREATE_NEW), mode(file, "rw-------"));
    }

    /** Where a directory cannot be opened (Windows) its entries are durable with the rename. */
    private static void makeDurable(Path directory) throws IOException {
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
