package org.pennypost.core.mailbox;

/**
 * The store's answer to something that it cannot do, with a reason that every protocol has a reply for.
 *
 * <p>Checked, because the SPI is implemented by others and every reason must be mapped. The message is for the
 * operator's log, not for the wire.
 */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; each protocol maps these in one table. */
    public enum Reason {
        /** There is no such mailbox or account (RFC 9051 §7.1 NONEXISTENT). */
        NONEXISTENT,
        /** A mailbox of this name exists already (ALREADYEXISTS). */
        ALREADY_EXISTS,
        /** The message has been removed meanwhile (EXPUNGEISSUED). */
        EXPUNGED,
        /** The name, flag or change is not possible in this store (CANNOT). */
        CANNOT,
        /** The owner's quota leaves no room (OVERQUOTA; RFC 3463 §3.3 X.2.2). */
        OVER_QUOTA,
        /** The user may not do this (NOPERM). */
        NO_PERMISSION,
        /** Somebody else has exclusive use of it (INUSE; RFC 2449 §8.1.1 IN-USE). */
        IN_USE,
        /** A bound of the store is reached (LIMIT). */
        LIMIT,
        /** It does not work now and may work later: full disk, input or output error (UNAVAILABLE; RFC 3463 X.3.1). */
        UNAVAILABLE,
        /** What is stored is damaged (CORRUPTION). */
        CORRUPTION
    }

    private final Reason reason;

    /** @param message for the operator: what failed and where */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** @param cause what the operating system or library said */
    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
