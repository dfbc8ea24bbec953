package org.pennypost.server.queue;

import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Errands;

/** Takes messages to a destination. Thread-safe; blocks. */
@FunctionalInterface
public interface Carrier {
    /** Carries errands until there are none; each is settled. */
    void carry(String destination, Errands errands) throws StoreException;
}
