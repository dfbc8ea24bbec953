package org.pennypost.core.mailbox;

/**
 * An {@link Account} whose mail can be bounded (RFC 9208): an ability that a store may have. What is appended, copied or
 * delivered beyond a limit is refused with OVER_QUOTA. Thread-safe.
 */
public interface QuotaRoot {
    /** What is used and allowed now. */
    QuotaUsage quota() throws StoreException;

    /**
     * Sets the limits of this account; durable when this returns. Mail beyond them stays.
     *
     * @throws StoreException CANNOT if the store cannot keep these
     */
    void limit(QuotaLimits limits) throws StoreException;
}
