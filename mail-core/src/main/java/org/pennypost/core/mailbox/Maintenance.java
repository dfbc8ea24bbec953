package org.pennypost.core.mailbox;

/**
 * What a {@link MailStore} may offer besides: to look at everything that it keeps, and to mend what is damaged. Safe
 * while the store is in use. Thread-safe.
 */
public interface Maintenance {
    /**
     * Reads all mail of a user, compares it with what the store has noted of it, and changes nothing at all.
     *
     * @throws StoreException NONEXISTENT if the user has no mail here
     */
    void verify(String user, Report report) throws StoreException;

    /**
     * Mends what can be mended. Never deletes a message and never gives a message another UID if the one that it had
     * can be recovered.
     *
     * @throws StoreException NONEXISTENT if the user has no mail here
     */
    void repair(String user, Report report) throws StoreException;

    /**
     * Forgets what was worked out of messages to be faster, such as caches and indexes, and works it out again as far
     * as the store knows how. Touches no message and no UID.
     *
     * @throws StoreException NONEXISTENT if the user has no mail here
     */
    void rebuild(String user, Report report) throws StoreException;

    /** Hears how it goes. Called by the thread that asked. */
    interface Report {
        /** So many of the messages of a mailbox have been looked at. */
        void progress(MailboxName mailbox, long done, long total);

        /** Something is not as it should be. */
        void finding(Finding finding);
    }

    /**
     * Something that is not as it should be.
     *
     * @param what for the operator: the file and what is wrong with it
     * @param mended whether it is as it should be now
     */
    record Finding(MailboxName mailbox, String what, boolean mended) {}
}
