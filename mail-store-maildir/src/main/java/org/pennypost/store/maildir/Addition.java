package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.Instant;
import org.pennypost.core.mailbox.Flags;

/**
 * A file that is to become a message of a folder.
 *
 * @param onDisk the size of the file
 * @param octets the same with CRLF line ends
 * @param counted whether the account has it already, in another folder that it leaves
 */
record Addition(
        Path file,
        long onDisk,
        long octets,
        Place.Dots dots,
        Flags flags,
        Instant internalDate,
        How how,
        boolean counted) {
    /** How the file gets its name in the folder. */
    enum How {
        /** By one more name. */
        LINK,
        /** By one more name, and its time becomes the internal date, for other programs to read. */
        DATE,
        /** It is moved. */
        MOVE
    }
}
