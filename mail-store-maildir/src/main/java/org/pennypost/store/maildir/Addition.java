package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;

/**
 * A file that is to become a message of a folder.
 *
 * @param path where the file is; made only for who asks, as most do not
 * @param onDisk the size of the file
 * @param octets the same with CRLF line ends
 * @param spared the octets of what leaves the account for it, itself in another folder or another message; or {@link
 *     NewMessage#NOTHING}
 */
record Addition(
        Supplier<Path> path,
        long onDisk,
        long octets,
        Place.Dots dots,
        Flags flags,
        Instant internalDate,
        How how,
        long spared) {
    /** How the file gets its name in the folder. */
    enum How {
        /** By one more name. */
        LINK,
        /** By one more name, and its time becomes the internal date, for other programs to read. */
        DATE,
        /** It is moved. */
        MOVE,
        /** It is moved, and its time becomes the internal date. */
        BRING;

        boolean moves() {
            return this == MOVE || this == BRING;
        }

        boolean dates() {
            return this == DATE || this == BRING;
        }
    }

    Path file() {
        return path.get();
    }

    /** The same for a copy of the file, which nobody else needs. */
    Addition copied(Path copy) {
        return new Addition(() -> copy, onDisk, octets, dots, flags, internalDate, How.BRING, spared);
    }
}
