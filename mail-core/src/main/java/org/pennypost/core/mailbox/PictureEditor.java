package org.pennypost.core.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A change to a {@link Picture} that ends in a new one: what a store does under its lock.
 *
 * <p>All edits of one editor share one modification sequence, the next after the picture's highest, unless the store
 * gives another. An editor that changed nothing gives a picture with the old sequence. Confined to one thread.
 *
 * <pre>{@code
 * PictureEditor change = picture.edit();   // the first of all pictures: Picture.empty(mailboxId, uidValidity)
 * long uid = change.append(0, content.size(), received, now);
 * picture = change.done();
 * }</pre>
 */
public final class PictureEditor {
    final String mailboxId;
    long uidValidity;
    long uidNext;
    long highestModSeq;
    long removals;
    FlagTable table;
    final DateSource dates;
    final List<Rows> chunks;

    private final long modSeq;
    /** The chunk that is being changed, or −1: edits mostly ascend, so each chunk is copied once. */
    private int thawed = -1;

    PictureEditor(String mailboxId, long uidValidity, DateSource dates) {
        this.mailboxId = mailboxId;
        this.uidValidity = checkedUid(uidValidity);
        this.uidNext = 1;
        this.highestModSeq = 1;
        this.modSeq = 2;
        this.table = FlagTable.SYSTEM;
        this.dates = dates;
        this.chunks = new ArrayList<>();
    }

    PictureEditor(Picture from, Collection<Rows> chunks) {
        this.mailboxId = from.mailboxId();
        this.uidValidity = from.uidValidity();
        this.uidNext = from.uidNext();
        this.highestModSeq = from.highestModSeq();
        this.modSeq = from.highestModSeq() + 1;
        this.removals = from.removals();
        this.table = from.flagTable();
        this.dates = from.dates();
        this.chunks = new ArrayList<>(chunks);
    }

    /** The modification sequence of this change. */
    public long modSeq() {
        return modSeq;
    }

    /** Makes room for flags; see {@link FlagTable#with}. */
    public PictureEditor knowFlags(Flags flags) throws StoreException {
        table = table.with(flags);
        return this;
    }

    /** Makes room for as many of these flags as there is room for; see {@link FlagTable#withRoomFor}. */
    public PictureEditor knowFlagsThatFit(Flags flags) {
        table = table.withRoomFor(flags);
        return this;
    }

    /** The table with all flags made known so far. */
    public FlagTable flagTable() {
        return table;
    }

    /** Adds a message behind all others under this change's modification sequence and answers its UID. */
    public long append(long flagBits, long size, Instant internalDate, Instant saved) {
        long uid = uidNext;
        restore(uid, modSeq, flagBits, size, internalDate, saved);
        return uid;
    }

    /**
     * Adds a message behind all others as it was known before, for a store that reads what it kept.
     *
     * @throws IllegalArgumentException if the UID is not higher than all others, or is none
     */
    public void restore(long uid, long itsModSeq, long flagBits, long size, Instant internalDate, Instant saved) {
        restore(uid, itsModSeq, flagBits, size, internalDate.getEpochSecond(), saved.getEpochSecond());
    }

    /** The same for a message whose dates the store's {@link DateSource} knows. */
    public void restore(long uid, long itsModSeq, long flagBits, long size) {
        restore(uid, itsModSeq, flagBits, size, Rows.UNKNOWN, Rows.UNKNOWN);
    }

    private void restore(long uid, long itsModSeq, long flagBits, long size, long internalDate, long saved) {
        if (uid < uidNext) {
            throw new IllegalArgumentException("UID " + uid + " after " + (uidNext - 1));
        }
        if (uid > UidSet.MAX) {
            throw new IllegalArgumentException("out of UIDs: " + uid);
        }
        int last = chunks.size() - 1;
        if (last < 0 || chunks.get(last).size() == Picture.CHUNK) {
            freeze();
            chunks.add(new Rows());
            thawed = ++last;
        }
        open(last).add(uid, itsModSeq, flagBits, size, internalDate, saved);
        uidNext = uid + 1;
        highestModSeq = Math.max(highestModSeq, itsModSeq);
    }

    /** Gives a message other flags; false if it has them already or is not there. */
    public boolean flags(long uid, long flagBits) {
        int at = chunkOf(uid);
        int row = at < 0 ? -1 : rowOf(at, uid);
        if (row < 0 || chunks.get(at).flags[row] == flagBits) {
            return false;
        }
        Rows rows = open(at);
        rows.flags[row] = flagBits;
        rows.modSeqs[row] = modSeq;
        highestModSeq = Math.max(highestModSeq, modSeq);
        return true;
    }

    /** Removes a message; false if it is not there. */
    public boolean remove(long uid) {
        int at = chunkOf(uid);
        int row = at < 0 ? -1 : rowOf(at, uid);
        if (row < 0) {
            return false;
        }
        Rows rows = open(at);
        rows.remove(row);
        if (rows.size() == 0) {
            chunks.remove(at);
            thawed = -1;
        }
        removals++;
        highestModSeq = Math.max(highestModSeq, modSeq);
        return true;
    }

    /** Raises the next UID, for a store that knows of UIDs given away elsewhere; never lowers it. */
    public PictureEditor uidNext(long atLeast) {
        uidNext = Math.max(uidNext, checkedUid(atLeast));
        return this;
    }

    /** Raises the highest modification sequence, for a store that knows of a higher one; never lowers it. */
    public PictureEditor highestModSeq(long atLeast) {
        highestModSeq = Math.max(highestModSeq, atLeast);
        return this;
    }

    /** The changed picture. */
    public Picture done() {
        freeze();
        return new Picture(this);
    }

    /** The chunk that holds {@code uid} if any does, or −1. */
    private int chunkOf(long uid) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks.get(middle).lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low < chunks.size() ? low : -1;
    }

    private int rowOf(int chunk, long uid) {
        Rows rows = chunks.get(chunk);
        int row = rows.ceiling(uid);
        return row < rows.size() && rows.uid(row) == uid ? row : -1;
    }

    private Rows open(int chunk) {
        if (thawed != chunk) {
            freeze();
            chunks.set(chunk, chunks.get(chunk).thaw());
            thawed = chunk;
        }
        return chunks.get(chunk);
    }

    private void freeze() {
        if (thawed >= 0) {
            chunks.set(thawed, chunks.get(thawed).freeze());
            thawed = -1;
        }
    }

    private static long checkedUid(long number) {
        if (number < 1 || number > UidSet.MAX + 1) {
            throw new IllegalArgumentException("out of UIDs: " + number);
        }
        return number;
    }
}
