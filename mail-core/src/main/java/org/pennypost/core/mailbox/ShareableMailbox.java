package org.pennypost.core.mailbox;

/**
 * A {@link Mailbox} that keeps who besides its owner may do what with it (RFC 4314): an ability that a store may have. The
 * store keeps the rights and enforces none; who opens the mailbox for somebody else does. Thread-safe.
 *
 * <p>A new mailbox has the list of the one above it. Renaming does not change it, deleting does away with it.
 */
public interface ShareableMailbox {
    /** The list as far as this process knows. Does not block. */
    AccessList access();

    /**
     * The list after a look at what other programs did. Cheap if they did nothing.
     *
     * @throws StoreException NONEXISTENT if the mailbox was deleted
     */
    AccessList refreshAccess() throws StoreException;

    /**
     * Changes the list; durable when this returns. Wakes the watches of the mailbox and of the account.
     *
     * @return the list after the change
     */
    AccessList changeAccess(Change change) throws StoreException;

    /** Makes the new list of the present one. */
    @FunctionalInterface
    interface Change {
        /** The new list. */
        AccessList of(AccessList before) throws StoreException;
    }
}
