package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/** What is done to files, each time in the order that survives a crash. Stateless. */
final class Disk {
    private final boolean durable;
    private final boolean indexed;

    /**
     * @param durable whether what is written is to be on the disk, or only with the operating system
     * @param indexed whether indexes of texts are kept there
     */
    Disk(boolean durable, boolean indexed) {
        this.durable = durable;
        this.indexed = indexed;
    }

    boolean isIndexed() {
        return indexed;
    }

    /** Makes a directory that only its owner can read, and those above it. */
    void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        makeDirectory(directory.toAbsolutePath().getParent());
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException other) {
            if (!Files.isDirectory(directory)) {
                throw other;
            }
        }
        syncDirectory(directory.toAbsolutePath().getParent());
    }

    /** Puts the entries of a directory on the disk: without it a new name may be gone after a crash. */
    void syncDirectory(Path directory) throws IOException {
        if (durable) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Puts what was written on the disk. */
    void sync(FileChannel file) throws IOException {
        if (durable) {
            file.force(false);
        }
    }

    /** Gives a file another name, in one step. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Whether the file system has refused one more name, or another name, to a file for good: the name is in another file
     * system, or the file has as many as it may, or there is only one for each. There is no code for this, and so it
     * may also be something that a copy will meet as well.
     */
    static boolean isUnable(FileSystemException refused) {
        return refused instanceof AtomicMoveNotSupportedException || refused.getClass() == FileSystemException.class;
    }

    /**
     * Removes a file, in one system call where {@link Files} looks first what it is.
     *
     * @return false if it is still there, or may be
     */
    static boolean delete(Path file) {
        return file.toFile().delete() || Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A new file that only its owner can read. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Replaces a small file whole: after a crash there is the old one or the new one. */
    void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with octets. */
    void replace(Path file, byte[] octets) throws IOException {
        replace(file, channel -> write(channel, ByteBuffer.wrap(octets)));
    }

    /** Writes a file. */
    interface Writing {
        void to(FileChannel channel) throws IOException;
    }

    /** The same for a file that is written bit by bit. */
    void replace(Path file, Writing writing) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = create(fresh)) {
            writing.to(channel);
            sync(channel);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(file.getParent());
    }

    /** The text of a small file, empty if it is missing. */
    static String read(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            return "";
        }
    }

    /**
     * What the operating system said, as the store says it: it may work later. Modes of files are no exception: what a
     * user may do is not written there, so they are an operator's mistake, and mail must wait for it to be undone.
     */
    static StoreException refusal(String what, IOException why) {
        String said = why instanceof AccessDeniedException ? "permission denied: " : "";
        String refusal = what + ": " + said + why.getMessage();
        Complaints.LOGGED.about(refusal, why);
        return new StoreException(Reason.UNAVAILABLE, refusal, why);
    }

    static void write(FileChannel channel, String text) throws IOException {
        write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void write(FileChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }
}
