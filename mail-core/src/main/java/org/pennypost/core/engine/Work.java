package org.pennypost.core.engine;

import org.pennypost.core.mailbox.StoreException;

/** Something that may block: a look into a store, a login, a delivery. */
@FunctionalInterface
public interface Work<T> {
    /** Does it and answers its outcome. */
    T run() throws StoreException;
}
