package org.pennypost.pop.talk;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.pop.Maildrop;
import org.pennypost.pop.Maildrops;

/**
 * A maildrop with marks on the messages that shall go: RFC 1939 §4 to §6, RFC 937.
 *
 * <p>Messages are numbered from 1, as clients do, and keep their numbers until the maildrop is closed, whatever others do.
 * Nothing is removed before {@link #update}. Confined to its conversation.
 */
final class MarkedMaildrop implements AutoCloseable {
    private static final int LONGEST_UNIQUE_ID = 70;

    private final Maildrops maildrops;
    private final String user;
    private final Runnable lock;
    private final BitSet marked = new BitSet();
    private Maildrop maildrop;

    MarkedMaildrop(Maildrops maildrops, String user, Runnable lock) throws StoreException {
        this.maildrops = maildrops;
        this.user = user;
        this.lock = lock;
        this.maildrop = maildrops.open(user);
    }

    /**
     * Turns to another mailbox of the user, without a mark; to an empty one if there is no such mailbox (RFC 937 FOLD).
     *
     * @return whether there is one
     */
    boolean turnTo(String mailbox) throws StoreException {
        marked.clear();
        maildrop.close();
        maildrop = Nothing.THERE;
        Optional<Maildrop> other = maildrops.fold(user, mailbox);
        maildrop = other.orElse(Nothing.THERE);
        return other.isPresent();
    }

    /** The highest message number. */
    int size() {
        return maildrop.size();
    }

    /** How many messages are not marked. */
    int count() {
        return maildrop.size() - marked.cardinality();
    }

    /** The octets of all messages that are not marked. */
    long octets() {
        long octets = maildrop.octets();
        for (int index = marked.nextSetBit(0); index >= 0; index = marked.nextSetBit(index + 1)) {
            octets -= maildrop.octets(index);
        }
        return octets;
    }

    /** Whether there is a message of this number that is not marked. */
    boolean has(long number) {
        return number >= 1 && number <= maildrop.size() && !marked.get((int) number - 1);
    }

    /** The size of a message in octets, line ends being CRLF. */
    long octets(int number) {
        return maildrop.octets(number - 1);
    }

    /**
     * The unique-id of a message, RFC 1939 §7.
     *
     * @throws IllegalStateException if whoever brought the maildrop gives what is none: it could be more than one line
     */
    String uniqueId(int number) {
        String id = maildrop.uniqueId(number - 1);
        if (!isUniqueId(id)) {
            throw new IllegalStateException("message " + number + " has no unique-id as RFC 1939 §7 wants it");
        }
        return id;
    }

    private static boolean isUniqueId(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < 0x21 || id.charAt(i) > 0x7E) {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LONGEST_UNIQUE_ID;
    }

    /** How evidence names messages by their indexes. */
    Map<String, String> facts(BitSet indexes) {
        return maildrop.facts(indexes);
    }

    Content content(int number) throws StoreException {
        return maildrop.content(number - 1);
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

    /**
     * Removes the marked messages for good: RFC 1939 §6. May block.
     *
     * @return the indexes of those that were removed
     */
    BitSet update() throws StoreException {
        if (marked.isEmpty()) {
            return new BitSet();
        }
        BitSet removed = maildrop.remove((BitSet) marked.clone());
        marked.clear();
        return removed;
    }

    /** Lets the lock go. Removes nothing: RFC 1939 §3. */
    @Override
    public void close() {
        try {
            maildrop.close();
        } finally {
            lock.run();
        }
    }

    /** RFC 937: a mailbox that does not exist has no messages. */
    private enum Nothing implements Maildrop {
        THERE;

        @Override
        public int size() {
            return 0;
        }

        @Override
        public long octets(int message) {
            throw new IndexOutOfBoundsException(message);
        }

        @Override
        public String uniqueId(int message) {
            throw new IndexOutOfBoundsException(message);
        }

        @Override
        public Content content(int message) {
            throw new IndexOutOfBoundsException(message);
        }

        @Override
        public BitSet remove(BitSet messages) {
            return messages;
        }
    }
}
