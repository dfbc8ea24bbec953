package org.pennypost.core.mailbox;

import java.nio.ByteBuffer;

/**
 * The octets of a message on their way into a store, not yet part of any mailbox.
 *
 * <p>Written by one thread at a time. Lines must end with CRLF. It becomes unwritable when it is first appended.
 */
public interface Draft extends AutoCloseable {
    /** Adds all remaining octets. */
    void write(ByteBuffer octets) throws StoreException;

    /** Nothing will be written for a while: lets go of what is scarce, such as an open file. It may be written again. */
    default void rest() throws StoreException {}

    /** How many octets it has. Does not block. */
    long size();

    /** What was written so far, readable until the draft is closed. */
    Content content() throws StoreException;

    /** Throws away what was not appended; appended messages stay. May be called again. */
    @Override
    void close();
}
