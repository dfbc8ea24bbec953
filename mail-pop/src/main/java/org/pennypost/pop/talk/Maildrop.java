package org.pennypost.pop.talk;

import java.util.BitSet;
import java.util.Optional;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.pop.UidlFormat;

/**
 * A snapshot of a mailbox with marks on the messages that shall go: RFC 1939 §4 to §6, RFC 937.
 *
 * <p>Messages are numbered from 1 and keep their numbers until the maildrop is closed, whatever others do. Nothing is
 * removed before {@link #update}. Confined to its conversation.
 */
final class Maildrop implements AutoCloseable {
    private final Account account;
    private final Runnable lock;
    private final BitSet marked = new BitSet();
    private Mailbox mailbox;
    private Picture picture;
    private final UniqueIds uniqueIds;

    Maildrop(Account account, MailboxName name, UidlFormat format, Runnable lock) throws StoreException {
        this.account = account;
        this.lock = lock;
        this.mailbox = account.mailbox(name);
        this.picture = mailbox.refresh();
        this.uniqueIds = UniqueIds.of(mailbox, picture, format);
    }

    /**
     * Takes a snapshot of another mailbox of the user, without a mark; of an empty one if there is no such mailbox
     * (RFC 937 FOLD).
     *
     * @return whether there is one
     */
    boolean turnTo(Optional<MailboxName> name) throws StoreException {
        marked.clear();
        picture = Picture.empty("", 1);
        if (name.isEmpty()) {
            return false;
        }
        try {
            mailbox = account.mailbox(name.get());
            picture = mailbox.refresh();
            return true;
        } catch (StoreException missing) {
            if (missing.reason() == StoreException.Reason.NONEXISTENT) {
                return false;
            }
            throw missing;
        }
    }

    /** The highest message number. */
    int size() {
        return picture.size();
    }

    /** How many messages are not marked. */
    int count() {
        return picture.size() - marked.cardinality();
    }

    /** The octets of all messages that are not marked. */
    long octets() {
        long octets = picture.octets();
        for (int index = marked.nextSetBit(0); index >= 0; index = marked.nextSetBit(index + 1)) {
            octets -= picture.octets(index);
        }
        return octets;
    }

    /** Whether there is a message of this number that is not marked. */
    boolean has(long number) {
        return number >= 1 && number <= picture.size() && !marked.get((int) number - 1);
    }

    /** The size of a message in octets, line ends being CRLF. */
    long octets(int number) {
        return picture.octets(number - 1);
    }

    long uid(int number) {
        return picture.uid(number - 1);
    }

    /** Writes the unique-id of a message, RFC 1939 §7. */
    void uniqueId(Listing out, int number) {
        uniqueIds.write(out, number - 1);
    }

    long uidValidity() {
        return picture.uidValidity();
    }

    MailboxName name() {
        return mailbox.name();
    }

    Content content(int number) throws StoreException {
        return mailbox.content(uid(number));
    }

    void mark(int number) {
        marked.set(number - 1);
    }

    boolean hasMarks() {
        return !marked.isEmpty();
    }

    void unmarkAll() {
        marked.clear();
    }

    /** Removes the marked messages for good: RFC 1939 §6. May block. */
    UidSet update() throws StoreException {
        if (marked.isEmpty()) {
            return UidSet.EMPTY;
        }
        UidSet.Builder uids = UidSet.builder();
        marked.stream().forEach(index -> uids.add(picture.uid(index)));
        UidSet removed = mailbox.expunge(uids.build(), Mailbox.Expunging.ALL);
        marked.clear();
        return removed;
    }

    /** Lets the lock go. Removes nothing: RFC 1939 §3. */
    @Override
    public void close() {
        lock.run();
    }
}
