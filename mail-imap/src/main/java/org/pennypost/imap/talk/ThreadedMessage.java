package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.mailbox.StoreException;

/**
 * A message in a THREAD (RFC 5256 §BASE.6.4.THREAD), with all that the algorithms ask of it. It takes some 150 octets of
 * memory, 16 for each message that it refers to, and its base subject, at most {@link Collated#MOST} octets. Immutable.
 */
final class ThreadedMessage {
    private final int number;
    private final long arrived;
    private final long sent;
    private final ByteBuffer subject;
    private final boolean reply;
    private final ByteBuffer id;
    private final ByteBuffer references;

    private ThreadedMessage(SearchMessage message, SortFacts facts) {
        this.number = message.number();
        this.arrived = message.internalDate().getEpochSecond();
        this.sent = message.sent(facts);
        this.subject = copy(facts.subject());
        this.reply = facts.isReply();
        this.id = copy(facts.id());
        this.references = copy(facts.references());
    }

    /** A message as its header tells; may block. */
    static ThreadedMessage of(SearchMessage message) throws StoreException {
        return new ThreadedMessage(message, message.sortFacts());
    }

    int number() {
        return number;
    }

    /** The internal date in seconds of the epoch. */
    long arrived() {
        return arrived;
    }

    /** The sent date in seconds of the epoch. */
    long sent() {
        return sent;
    }

    /** The base subject, collated; equal to that of another message if they belong together. */
    ByteBuffer subject() {
        return subject;
    }

    /** Whether it is a reply or a forward by its subject. */
    boolean isReply() {
        return reply;
    }

    /** What its identifier is known by; nothing if it has none. */
    ByteBuffer id() {
        return id;
    }

    /** To how many messages it refers. */
    int references() {
        return references.remaining() / ObjectIds.SHORT;
    }

    /** What the identifier of a message is known by to which it refers. */
    ByteBuffer reference(int index) {
        return references.slice(references.position() + index * ObjectIds.SHORT, ObjectIds.SHORT);
    }

    private static ByteBuffer copy(ByteBuffer octets) {
        return ByteBuffer.allocate(octets.remaining()).put(octets).flip();
    }
}
