package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Gives each new mailbox of a user a UIDVALIDITY that none before had: the time, or one more than the last, which the
 * file {@code dovecot-uidvalidity} keeps in hexadecimal, as does the name of an empty file beside it. Always fits 32 bits.
 */
final class UidValidities {
    private static final String NAME = "dovecot-uidvalidity";

    private final Path file;
    private final Disk disk;
    private final InstantSource time;

    UidValidities(Path directory, Disk disk, InstantSource time) {
        this.file = directory.resolve(NAME);
        this.disk = disk;
        this.time = time;
    }

    synchronized long next() throws StoreException {
        try (DotLock lock = DotLock.on(file)) {
            long last = last();
            long next = Math.min(UidSet.MAX, Math.max(Math.max(1, time.instant().getEpochSecond()), last + 1));
            lock.keep();
            mark(last, next);
            disk.replace(file, String.format("%08x", next));
            return next;
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot write " + file, unwritable);
        }
    }

    /**
     * The highest that the file or the name of a mark tells. Who takes the next renames the mark: while it is there it is the
     * last, and nobody must look for another among thousands of mailboxes.
     */
    private long last() throws IOException {
        long last = number(Disk.read(file).strip());
        if (last != 0 && Files.exists(mark(last))) {
            return last;
        }
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(file.getParent(), UidValidities::isMark)) {
            for (Path mark : marks) {
                last = Math.max(last, number(mark.getFileName().toString().substring(NAME.length() + 1)));
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return last;
    }

    private static boolean isMark(Path entry) {
        return entry.getFileName().toString().startsWith(NAME + ".");
    }

    /** Dovecot takes the next by renaming an empty file whose name ends with the last; it must find it. */
    private void mark(long last, long next) throws IOException {
        Path before = mark(last);
        Path after = mark(next);
        if (Files.exists(before)) {
            Disk.rename(before, after);
        } else if (!Files.exists(after)) {
            Disk.create(after).close();
        }
    }

    private Path mark(long validity) {
        return file.resolveSibling(NAME + String.format(".%08x", validity));
    }

    private static long number(String text) {
        return text.matches("[0-9a-fA-F]{1,8}") ? Long.parseLong(text, 16) : 0;
    }
}
