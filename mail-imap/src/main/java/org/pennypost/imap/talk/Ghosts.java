package org.pennypost.imap.talk;

import java.util.Arrays;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;

/**
 * The messages that are gone from a mailbox and that the client still counts, because nobody could tell it yet
 * (RFC 9051 §7.5.1). Their rows stay readable (RFC 2180 §4.1).
 *
 * <p>Immutable; its size is that of the removed messages, not of the mailbox.
 */
final class Ghosts {
    private final int[] sequence;
    private final Picture rows;

    private Ghosts(int[] sequence, Picture rows) {
        this.sequence = sequence;
        this.rows = rows;
    }

    /** None, in the mailbox of {@code picture}. */
    static Ghosts none(Picture picture) {
        return new Ghosts(new int[0], Picture.empty(picture.mailboxId(), picture.uidValidity()));
    }

    int count() {
        return sequence.length;
    }

    /** The removed messages, in the order of their UIDs. Flag bits are to be read with the mailbox's present table. */
    Picture rows() {
        return rows;
    }

    /** The client's sequence number of a ghost. */
    int sequence(int ghost) {
        return sequence[ghost];
    }

    /** Which ghost a sequence number is, or −1 − (how many ghosts are below it). */
    int find(int number) {
        return sequence.length == 0 ? -1 : Arrays.binarySearch(sequence, number);
    }

    /** The client's sequence number of the message that has {@code index} in the picture. */
    int sequenceOf(int index) {
        int low = 0;
        int high = sequence.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (sequence[middle] - 1 - middle <= index) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return index + 1 + low;
    }

    /** These and the messages at {@code indices} of {@code picture}, ascending, as they were there. */
    Ghosts with(Picture picture, int[] indices) {
        int[] merged = new int[sequence.length + indices.length];
        PictureEditor both =
                Picture.empty(picture.mailboxId(), picture.uidValidity()).edit();
        int old = 0;
        int fresh = 0;
        for (int at = 0; at < merged.length; at++) {
            int number = fresh < indices.length ? sequenceOf(indices[fresh]) : Integer.MAX_VALUE;
            if (old < sequence.length && sequence[old] < number) {
                merged[at] = sequence[old];
                copy(rows, old++, both);
            } else {
                merged[at] = number;
                copy(picture, indices[fresh++], both);
            }
        }
        return new Ghosts(merged, both.done());
    }

    private static void copy(Picture from, int index, PictureEditor to) {
        to.restore(
                from.uid(index),
                from.modSeq(index),
                from.flagBits(index),
                from.octets(index),
                from.internalDate(index),
                from.saved(index));
    }
}
