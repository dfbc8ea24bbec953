package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.pennypost.store.maildir.cache.CacheFile;
import org.pennypost.store.maildir.index.TextIndex;

/** Removes what nobody needs: old files in {@code tmp}, files that a crash left half written, deleted mailboxes. */
final class Scratch {
    /** A deleted mailbox on its way out, which no program takes for one. */
    static final String DELETED = "..pennypost-deleted-";

    /** What the Maildir convention allows a delivery to take; nobody takes longer over one of our own files. */
    private static final Duration OLD = Duration.ofHours(36);

    private Scratch() {}

    /** Cleans one mailbox. What cannot be removed is left for the next time. */
    static void clean(Path maildir, Instant now) {
        clean(maildir.resolve("tmp"), "*", now);
        clean(maildir, CacheFile.UNFINISHED, now);
        clean(maildir.resolve(TextIndex.DIRECTORY), TextIndex.UNFINISHED, now);
        clean(maildir, DELETED + "*", now);
    }

    /** Removes a deleted mailbox; what cannot be removed is left for the next time. */
    static void remove(Path directory) {
        try {
            deleteTree(directory);
        } catch (IOException stays) {
            left(directory, stays);
        }
    }

    static void deleteTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException trouble) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void clean(Path directory, String names, Instant now) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, names)) {
            for (Path file : files) {
                remove(file, now);
            }
        } catch (NoSuchFileException none) {
            System.getLogger(Scratch.class.getName()).log(System.Logger.Level.TRACE, "nothing to clean", none);
        } catch (IOException | DirectoryIteratorException unreadable) {
            left(directory, unreadable);
        }
    }

    private static void remove(Path file, Instant now) {
        try {
            if (touched(file).plus(OLD).isAfter(now)) {
                return;
            }
            if (file.getFileName().toString().startsWith(DELETED)) {
                deleteTree(file);
            } else if (Files.isRegularFile(file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            left(file, stays);
        }
    }

    /**
     * When it was written or renamed last. What is appended with a date of long ago shares that date with the draft that
     * is still in use; the file system's own time tells.
     */
    private static Instant touched(Path file) throws IOException {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return modified;
        }
        Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
        return changed.isAfter(modified) ? changed : modified;
    }

    private static void left(Path file, Exception why) {
        System.getLogger(Scratch.class.getName()).log(System.Logger.Level.DEBUG, () -> "cannot clean " + file, why);
    }
}
