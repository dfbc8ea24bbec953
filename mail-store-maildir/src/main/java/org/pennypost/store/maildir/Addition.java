package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.Instant;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;

/**
 * A file that is to become a message of a folder.
 *
 * @param onDisk the size of the file
 * @param octets the same with CRLF line ends
 * @param spared the octets of what leaves the account for it, itself in another folder or another message; or {@link
 *     NewMessage#NOTHING}
 */
record Addition(
        Path file, long onDisk, long octets, Place.Dots dots, Flags flags, Instant internalDate, How how, long spared) {
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

    /** The same for a copy of the file, which nobody else needs. */
    Addition copied(Path copy) {
        return new Addition(copy, onDisk, octets, dots, flags, internalDate, How.BRING, spared);
    }
}
