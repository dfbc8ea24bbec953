package org.pennypost.core.mailbox;

import java.util.List;

/**
 * One mailbox. Thread-safe; all connections of a process share one picture of it.
 *
 * <p>Each change gets a modification sequence higher than all before it in this mailbox, appears in {@link #picture}
 * at once, and wakes the watches. After a method that changes something has returned, the change is durable.
 */
public interface Mailbox {
    /** Its name when it was opened. Does not block. */
    MailboxName name();

    /** The present picture as far as this process knows. Does not block. */
    Picture picture();

    /**
     * The present picture after a look at what other programs did to the store. Cheap if they did nothing.
     *
     * @throws StoreException NONEXISTENT if the mailbox was deleted
     */
    Picture refresh() throws StoreException;

    /**
     * The UIDs of messages removed after a modification sequence (RFC 7162 §3.2.5.1), perhaps with more UIDs that are
     * not in the picture, if the history does not reach back that far. A store without a history says, as this does at
     * first: every UID that is not in the picture (RFC 7162 §3.2.6).
     */
    default UidSet vanishedSince(long modSeq) throws StoreException {
        Picture now = picture();
        return now.uidNext() == 1
                ? UidSet.EMPTY
                : UidSet.range(1, now.uidNext() - 1).without(now.uids());
    }

    /** Calls {@code onChange} soon after each change, without data and perhaps once for several. Does not block. */
    Watch watch(Runnable onChange);

    /**
     * The UIDs that are \Recent for the caller (RFC 3501 §2.3.2), perhaps with more that are not in the picture: nobody
     * has been told of these messages as recent, and nobody else will be. At first nothing is \Recent, nor ever will be.
     */
    default UidSet claimRecent() throws StoreException {
        return UidSet.EMPTY;
    }

    /** What {@link #claimRecent} would answer now, without claiming anything; at first nothing. */
    default UidSet recent() throws StoreException {
        return UidSet.EMPTY;
    }

    /**
     * The octets of a message. Re-openable; stays readable while a reader is open even if the message is removed.
     *
     * @throws StoreException EXPUNGED
     */
    Content content(long uid) throws StoreException;

    /**
     * Adds messages, all or none, with ascending UIDs in the order given (RFC 3502 §6.3.11). Keywords for which the
     * mailbox has no room are left out: a message counts for more than its flags, which SHOULD be set (RFC 9051
     * §6.3.12).
     *
     * @throws StoreException OVER_QUOTA, UNAVAILABLE, LIMIT (no more UIDs); nothing was added
     */
    Appended append(List<NewMessage> messages) throws StoreException;

    /**
     * Changes the flags of the messages that exist among {@code uids} and whose modification sequence is not above
     * {@code unchangedSince} (RFC 7162 §3.1.3; {@link Long#MAX_VALUE} for all). A message whose flags stay as they
     * are gets no new modification sequence.
     *
     * @return the messages left alone because they had changed
     */
    UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException;

    /**
     * Copies the messages that exist among {@code uids} with flags and dates to the end of {@code target}, a mailbox
     * of the same store, all or none (RFC 9051 §6.4.7). Keywords for which it has no room are left out.
     */
    Copied copy(UidSet uids, Mailbox target) throws StoreException;

    /** Like {@link #copy}, the messages being gone from here at the same time (RFC 6851 §3.1). */
    Copied move(UidSet uids, Mailbox target) throws StoreException;

    /**
     * Removes messages for good.
     *
     * @return those that this call removed
     */
    UidSet expunge(UidSet uids, Expunging which) throws StoreException;

    /** Which of the named messages {@link #expunge} removes. */
    enum Expunging {
        /** Those that have the flag \Deleted, RFC 9051 §6.4.3. */
        DELETED,
        /** All of them, as POP does, RFC 1939 §6. */
        ALL
    }

    /** Where messages were added: their UIDs ascend in the order in which the messages were given. */
    record Appended(long uidValidity, UidSet uids) {}

    /** The nth of {@code source} became the nth of {@code target}. Both empty if there was nothing to copy. */
    record Copied(long uidValidity, UidSet source, UidSet target) {}
}
