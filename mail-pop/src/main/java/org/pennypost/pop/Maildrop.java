package org.pennypost.pop;

import java.util.BitSet;
import java.util.Map;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/**
 * The messages of a user as they were when he logged in: all that POP needs to know of them. Messages are numbered from 0
 * in the order in which clients see them, and keep their numbers, whatever becomes of the mail meanwhile.
 *
 * <pre>{@code
 * record TableOfMails(List<Row> rows) implements Maildrop {
 *     public int size() {
 *         return rows.size();
 *     }
 *
 *     public long octets(int message) {
 *         return rows.get(message).size();
 *     }
 *
 *     public String uniqueId(int message) {
 *         return rows.get(message).key();
 *     }
 *
 *     public Content content(int message) throws StoreException {
 *         return MemoryContent.withCrlf(rows.get(message).load());
 *     }
 *
 *     public BitSet remove(BitSet messages) throws StoreException {
 *         messages.stream().forEach(message -> rows.get(message).delete());
 *         return messages;
 *     }
 * }
 * }</pre>
 *
 * <p>What clients mark is noted outside of it; nothing is asked to go but by {@link #remove}. Confined to its conversation,
 * one thread at a time.
 */
public interface Maildrop extends AutoCloseable {
    /** How many messages there are. Does not block. */
    int size();

    /** The octets of a message, line ends being CRLF: as many as its {@link #content} has. Does not block. */
    long octets(int message);

    /** The octets of all messages. Does not block. */
    default long octets() {
        long octets = 0;
        for (int message = 0; message < size(); message++) {
            octets += octets(message);
        }
        return octets;
    }

    /**
     * The unique-id of a message (RFC 1939 §7): one to 70 characters from 0x21 to 0x7E, for ever the same, and never given
     * to another message of the user, since clients know by it what they have. Does not block.
     */
    String uniqueId(int message);

    /**
     * The octets of a message.
     *
     * @throws StoreException EXPUNGED if it has gone meanwhile
     */
    Content content(int message) throws StoreException;

    /**
     * Removes messages for good (RFC 1939 §6): those that the client marked, once it has said QUIT. Durable when this
     * returns.
     *
     * @return those that this call removed; others were gone
     * @throws StoreException if not all could be removed; the client is told so. NO_PERMISSION where mail is only read
     */
    BitSet remove(BitSet messages) throws StoreException;

    /** How evidence names messages (the facts of an {@code Event.Subject}); at first by their unique-ids. Does not block. */
    default Map<String, String> facts(BitSet messages) {
        StringBuilder ids = new StringBuilder();
        messages.stream()
                .forEach(message -> ids.append(ids.isEmpty() ? "" : " ").append(uniqueId(message)));
        return Map.of("unique-id", ids.toString());
    }

    /** Lets go of what it holds; at first there is nothing. Removes nothing and does not block. */
    @Override
    default void close() {}
}
