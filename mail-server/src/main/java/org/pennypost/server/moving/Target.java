package org.pennypost.server.moving;

import java.io.IOException;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/** Where the mail of an account goes, one mailbox after the other. Closing it ends the last one. */
interface Target extends AutoCloseable {
    /** A mailbox begins. */
    void begin(MailboxName name) throws IOException;

    /** A message of it, written whole or not at all. */
    void write(Content message, Marks marks) throws IOException, StoreException;

    @Override
    void close() throws IOException;
}
