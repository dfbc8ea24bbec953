package org.pennypost.core.mailbox;

/**
 * Something that keeps annotations (RFC 5464): a {@link Mailbox}, an {@link Account} (what its user has noted about the
 * server) or a {@link MailStore} (what is shared about the server). An ability that a store may have. Thread-safe.
 *
 * <p>Annotations of a mailbox follow it when it is renamed and go when it is deleted; renaming INBOX copies them.
 */
public interface Annotated {
    /** What is noted now. */
    Annotations annotations() throws StoreException;

    /**
     * Changes all of it or nothing; durable when this returns. What is noted about a mailbox raises its highest
     * modification sequence (RFC 7162 §3.2).
     */
    void annotate(Change change) throws StoreException;

    /** Calls {@code onChange} soon after something else is noted; does not block. */
    Watch watchAnnotations(Runnable onChange);

    /** Makes the new annotations of the present ones. */
    @FunctionalInterface
    interface Change {
        /** The new ones. */
        Annotations of(Annotations before) throws StoreException;
    }
}
