package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.SortCriterion;
import org.pennypost.imap.syntax.SortKey;

/**
 * A message in a SORT (RFC 5256 §BASE.6.4.SORT): its UID, and all that its criteria say as octets whose unsigned
 * order is the order asked for. It takes some 50 octets of memory, 9 for each number and date among the criteria, and
 * for each text the text, at most {@link Collated#MOST} octets. Immutable.
 */
final class SortedMessage {
    /** Those equal in all criteria come in the order of the mailbox. */
    static final Comparator<SortedMessage> ORDER = (one, other) -> {
        int order = Long.compareUnsigned(one.start, other.start);
        order = order == 0 ? Arrays.compareUnsigned(one.rank, other.rank) : order;
        return order == 0 ? Integer.compareUnsigned(one.uid, other.uid) : order;
    };

    /** Ends a text; no text has it, for {@link #ESCAPE} stands before octets that low. */
    private static final int END = 0;

    private static final int ESCAPE = 1;

    /** Unsigned. */
    private final int uid;
    /** From 0 to 100. */
    private final byte score;

    private final byte[] rank;
    /** The first octets of the rank, which mostly tell. */
    private final long start;

    private SortedMessage(long uid, byte score, byte[] rank) {
        this.uid = (int) uid;
        this.score = score;
        this.rank = rank;
        this.start = ByteBuffer.wrap(Arrays.copyOf(rank, Long.BYTES)).getLong();
    }

    /** How well it fits (RFC 6203 §4); 0 if nobody asked. */
    byte score() {
        return score;
    }

    long uid() {
        return Integer.toUnsignedLong(uid);
    }

    /** Whether a criterion asks for more than the picture of the mailbox. */
    static boolean reads(List<SortCriterion> criteria) {
        return criteria.stream()
                .map(SortCriterion::key)
                .anyMatch(key -> key != SortKey.ARRIVAL && key != SortKey.SIZE && key != SortKey.RELEVANCY);
    }

    /** Makes messages ready to be sorted, one after the other. Confined to one thread. */
    static final class Maker {
        private final List<SortCriterion> criteria;
        private final Relevancy relevancy;
        private final boolean reads;
        private byte[] room = new byte[256];
        private int length;

        /** @param relevancy how well messages fit, if somebody asks */
        Maker(List<SortCriterion> criteria, Relevancy relevancy) {
            this.criteria = criteria;
            this.relevancy = relevancy;
            this.reads = reads(criteria);
        }

        /** A message ready to be sorted; may block if the criteria ask for its header. */
        SortedMessage of(SearchMessage message) throws StoreException {
            SortFacts facts = reads ? message.sortFacts() : SortFacts.NONE;
            int score = relevancy.of(message);
            length = 0;
            for (SortCriterion criterion : criteria) {
                int from = length;
                put(criterion.key(), message, facts, score);
                if (criterion.descending()) {
                    // RFC 5256 §BASE.6.4.SORT REVERSE: of this criterion only
                    for (int i = from; i < length; i++) {
                        room[i] = (byte) ~room[i];
                    }
                }
            }
            return new SortedMessage(message.uid(), (byte) score, Arrays.copyOf(room, length));
        }

        private void put(SortKey key, SearchMessage message, SortFacts facts, int score) {
            switch (key) {
                case ARRIVAL -> put(message.internalDate().getEpochSecond());
                case DATE -> put(message.sent(facts));
                // RFC 6203 §6: what fits best comes first
                case RELEVANCY -> put((byte) -score);
                case SIZE -> put(message.octets());
                default -> put(facts.text(key));
            }
        }

        /** So that negative numbers come first. */
        private void put(long value) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                put((byte) ((value ^ Long.MIN_VALUE) >>> shift));
            }
        }

        /** So that no text reaches into the next criterion. */
        private void put(ByteBuffer text) {
            while (text.hasRemaining()) {
                byte octet = text.get();
                if (octet == END || octet == ESCAPE) {
                    put((byte) ESCAPE);
                }
                put(octet);
            }
            put((byte) END);
        }

        private void put(byte octet) {
            if (length == room.length) {
                room = Arrays.copyOf(room, 2 * length);
            }
            room[length++] = octet;
        }
    }
}
