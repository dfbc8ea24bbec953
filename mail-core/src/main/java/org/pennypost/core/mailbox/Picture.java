package org.pennypost.core.mailbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * An immutable view of a mailbox at one modification sequence: for each message its UID, flags, modification sequence,
 * size and dates, in the order of the UIDs.
 *
 * <p>Messages are addressed by index from 0. The rows lie in chunks that pictures share: a change copies one chunk and
 * the list of chunks, never the mailbox, and a reader that holds an old picture still reads the messages that were
 * removed meanwhile. {@code long}s and arrays throughout, 44 octets a message.
 */
public final class Picture {
    /** How many messages a chunk has at most. */
    static final int CHUNK = 256;

    private final String mailboxId;
    private final long uidValidity;
    private final long uidNext;
    private final long highestModSeq;
    private final long removals;
    private final FlagTable table;
    private final DateSource dates;
    private final Rows[] chunks;
    /** The index of the first message of each chunk, and behind the last one the number of messages. */
    private final int[] starts;

    private final long unseen;
    private final long deleted;
    private final long octets;

    Picture(PictureEditor from) {
        this.mailboxId = from.mailboxId;
        this.uidValidity = from.uidValidity;
        this.uidNext = from.uidNext;
        this.highestModSeq = from.highestModSeq;
        this.removals = from.removals;
        this.table = from.table;
        this.dates = from.dates;
        this.chunks = from.chunks.toArray(new Rows[0]);
        this.starts = new int[chunks.length + 1];
        long unseenSum = 0;
        long deletedSum = 0;
        long octetSum = 0;
        for (int i = 0; i < chunks.length; i++) {
            starts[i + 1] = starts[i] + chunks[i].size();
            unseenSum += chunks[i].unseen();
            deletedSum += chunks[i].deleted();
            octetSum += chunks[i].octets();
        }
        this.unseen = unseenSum;
        this.deleted = deletedSum;
        this.octets = octetSum;
    }

    /** The picture of a mailbox that is new and empty. */
    public static Picture empty(String mailboxId, long uidValidity) {
        return empty(mailboxId, uidValidity, uid -> Instant.EPOCH);
    }

    /** The same for a store that looks for dates only when somebody asks. */
    public static Picture empty(String mailboxId, long uidValidity, DateSource dates) {
        return new Picture(new PictureEditor(mailboxId, uidValidity, dates));
    }

    DateSource dates() {
        return dates;
    }

    /** Begins a change; only the store does, one at a time. */
    public PictureEditor edit() {
        return new PictureEditor(this, Arrays.asList(chunks));
    }

    /** The object id of the mailbox, RFC 8474 §4. */
    public String mailboxId() {
        return mailboxId;
    }

    /** RFC 9051 §2.3.1.1; an unsigned 32-bit number from 1. */
    public long uidValidity() {
        return uidValidity;
    }

    /** The UID that the next message will have at least, RFC 9051 §2.3.1.1. */
    public long uidNext() {
        return uidNext;
    }

    /** RFC 7162 §3.1.2.1; from 1. */
    public long highestModSeq() {
        return highestModSeq;
    }

    /** How many messages have been removed since the process first looked: equal in two pictures if none were between. */
    public long removals() {
        return removals;
    }

    /** The flags that the mailbox knows. */
    public FlagTable flagTable() {
        return table;
    }

    /** How many messages there are. */
    public int size() {
        return starts[chunks.length];
    }

    /** How many messages do not have \Seen. */
    public long unseen() {
        return unseen;
    }

    /** How many messages have \Deleted. */
    public long deleted() {
        return deleted;
    }

    /** The sum of the sizes of all messages. */
    public long octets() {
        return octets;
    }

    /** The UID of a message. */
    public long uid(int index) {
        int chunk = chunkOf(index);
        return chunks[chunk].uid(index - starts[chunk]);
    }

    /** The modification sequence of a message. */
    public long modSeq(int index) {
        int chunk = chunkOf(index);
        return chunks[chunk].modSeqs[index - starts[chunk]];
    }

    /** The flags of a message as bits of {@link #flagTable}. */
    public long flagBits(int index) {
        int chunk = chunkOf(index);
        return chunks[chunk].flags[index - starts[chunk]];
    }

    /** The flags of a message. */
    public Flags flags(int index) {
        return table.flags(flagBits(index));
    }

    /** The size of a message in octets. */
    public long octets(int index) {
        int chunk = chunkOf(index);
        return chunks[chunk].sizes[index - starts[chunk]];
    }

    /** When a message was received, RFC 9051 §2.3.3; whole seconds. May ask the store's {@link DateSource}, once. */
    public Instant internalDate(int index) {
        int chunk = chunkOf(index);
        return Instant.ofEpochSecond(chunks[chunk].internalDate(index - starts[chunk], dates));
    }

    /** When a message came into this mailbox, RFC 8514 §3; whole seconds. May ask like {@link #internalDate}. */
    public Instant saved(int index) {
        int chunk = chunkOf(index);
        return Instant.ofEpochSecond(chunks[chunk].saved(index - starts[chunk], dates));
    }

    /** The index of the first message whose UID is {@code uid} or higher; {@link #size} if there is none. */
    public int ceiling(long uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle].lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low == chunks.length ? size() : starts[low] + chunks[low].ceiling(uid);
    }

    /** The index of the message with this UID, or −1. */
    public int indexOf(long uid) {
        int index = ceiling(uid);
        return index < size() && uid(index) == uid ? index : -1;
    }

    /** Gives the index of each message whose modification sequence is above {@code modSeq}; skips chunks unread. */
    public void changedSince(long modSeq, IntConsumer each) {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            if (chunks[chunk].highestModSeq() > modSeq) {
                for (int row = 0; row < chunks[chunk].size(); row++) {
                    if (chunks[chunk].modSeqs[row] > modSeq) {
                        each.accept(starts[chunk] + row);
                    }
                }
            }
        }
    }

    /** Gives the index of each message that is among {@code uids}, ascending. */
    public void among(UidSet uids, IntConsumer each) {
        for (int range = 0; range < uids.ranges(); range++) {
            int size = size();
            long last = uids.last(range);
            for (int index = ceiling(uids.first(range)); index < size && uid(index) <= last; index++) {
                each.accept(index);
            }
        }
    }

    /** The UIDs of all messages, ascending. */
    public UidSet uids() {
        UidSet.Builder uids = UidSet.builder();
        for (Rows chunk : chunks) {
            for (int row = 0; row < chunk.size(); row++) {
                uids.add(chunk.uid(row));
            }
        }
        return uids.build();
    }

    private int chunkOf(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -found - 2;
    }
}
