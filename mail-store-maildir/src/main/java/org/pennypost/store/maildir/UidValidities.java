package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Gives each new mailbox of a user a UIDVALIDITY that none before had: the time, or one more than the last, which the
 * file {@code dovecot-uidvalidity} keeps in hexadecimal. Always fits 32 bits.
 */
final class UidValidities {
    private final Path file;
    private final Disk disk;
    private final InstantSource time;

    UidValidities(Path directory, Disk disk, InstantSource time) {
        this.file = directory.resolve("dovecot-uidvalidity");
        this.disk = disk;
        this.time = time;
    }

    synchronized long next() throws StoreException {
        try {
            String text = Disk.read(file).strip();
            long last = text.matches("[0-9a-fA-F]{1,8}") ? Long.parseLong(text, 16) : 0;
            long next = Math.min(UidSet.MAX, Math.max(Math.max(1, time.instant().getEpochSecond()), last + 1));
            disk.replace(file, String.format("%08x", next));
            return next;
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot write " + file, unwritable);
        }
    }
}
