package org.pennypost.core.mailbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link MailStore} that keeps mail in files may offer besides: to have them copied while it is in use.
 * Thread-safe.
 *
 * <p>A copy is whole when each file was copied in the order given, and a list that is asked for afterwards names no
 * other messages. Until then who copies takes what is new and forgets what is gone.
 */
public interface Copyable {
    /** What mail is in at this moment, caches aside: directories, then messages, then what is noted of them. */
    List<Piece> pieces() throws StoreException;

    /** A file or directory. */
    record Piece(Path path, Kind kind) {}

    /** What a piece is. */
    enum Kind {
        /** A directory, perhaps an empty one. */
        DIRECTORY,
        /** The octets of a message, which never change; the file may get another name. */
        MESSAGE,
        /** What is noted of messages, mailboxes and users; it may change at any time. */
        NOTES
    }
}
