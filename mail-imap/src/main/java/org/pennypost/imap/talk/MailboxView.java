package org.pennypost.imap.talk;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.UidSet;

/**
 * A mailbox as one client has been told of it: its sequence numbers (RFC 9051 §2.3.1.2) over a {@link Picture}.
 *
 * <pre>
 *   look(picture)    take notice of what others did; nothing is told yet, no sequence number moves
 *   tellRemoved()    what EXPUNGE must say now, where it may be said
 *   tellExists()     whether EXISTS must be said now
 *   changed()        whose flags FETCH must say now, until flagsTold()
 * </pre>
 *
 * <p>Messages come only at the end and keep their order, so what the client knows is always the first {@link #known}
 * messages of the present picture and, among them, the {@link Ghosts}. The view thus takes no memory per message.
 * Confined to the conversation.
 */
final class MailboxView {
    private Picture picture;
    private Ghosts ghosts;
    /** How many messages of the picture, from the first, the client has been told of. */
    private int known;
    /** Flags changed up to this modification sequence have been told. */
    private long told;
    /** Whatever happened up to this modification sequence has been told. */
    private long complete;

    /** The view of a client that has been told of all messages: SELECT says how many there are. */
    MailboxView(Picture opened) {
        picture = opened;
        ghosts = Ghosts.none(opened);
        known = opened.size();
        told = opened.highestModSeq();
        complete = told;
    }

    /** How many messages there are for the client. */
    int exists() {
        return known + ghosts.count();
    }

    /** The picture that was last looked at. */
    Picture picture() {
        return picture;
    }

    /** The UID of the message with a sequence number from 1 to {@link #exists}. */
    long uid(int number) {
        int ghost = ghosts.find(number);
        return ghost >= 0 ? ghosts.rows().uid(ghost) : picture.uid(index(number, ghost));
    }

    /** The sequence number of a UID, or 0 if the client knows of no such message. */
    int sequence(long uid) {
        int number = ceiling(uid);
        return number <= exists() && uid(number) == uid ? number : 0;
    }

    /** The lowest sequence number whose UID is {@code uid} or higher; one above {@link #exists} if there is none. */
    int ceiling(long uid) {
        int index = picture.ceiling(uid);
        int live = index < known ? ghosts.sequenceOf(index) : exists() + 1;
        int ghost = ghosts.rows().ceiling(uid);
        return ghost < ghosts.count() ? Math.min(live, ghosts.sequence(ghost)) : live;
    }

    /** Whether the message is gone and the client does not know it. */
    boolean removed(int number) {
        return ghosts.find(number) >= 0;
    }

    /** Whether some of the messages with these sequence numbers are gone and the client does not know it. */
    boolean someRemoved(UidSet numbers) {
        for (int ghost = 0; ghost < ghosts.count(); ghost++) {
            if (numbers.contains(ghosts.sequence(ghost))) {
                return true;
            }
        }
        return false;
    }

    /** These numbers without those of messages that are gone and the client does not know it. */
    UidSet present(UidSet numbers) {
        UidSet.Builder gone = UidSet.builder();
        for (int ghost = 0; ghost < ghosts.count(); ghost++) {
            gone.add(ghosts.sequence(ghost));
        }
        return owesRemovals() ? numbers.without(gone.build()) : numbers;
    }

    /** The flags of a message as bits of the present picture's table; those it had last if it is gone. */
    long flagBits(int number) {
        int ghost = ghosts.find(number);
        return ghost >= 0 ? ghosts.rows().flagBits(ghost) : picture.flagBits(index(number, ghost));
    }

    /** The size of a message in octets, RFC 9051 §2.3.4. */
    long octets(int number) {
        int ghost = ghosts.find(number);
        return ghost >= 0 ? ghosts.rows().octets(ghost) : picture.octets(index(number, ghost));
    }

    /** When a message was received, RFC 9051 §2.3.3. */
    Instant internalDate(int number) {
        int ghost = ghosts.find(number);
        return ghost >= 0 ? ghosts.rows().internalDate(ghost) : picture.internalDate(index(number, ghost));
    }

    /** The modification sequence of a message, RFC 7162 §3.1. */
    long modSeq(int number) {
        int ghost = ghosts.find(number);
        return ghost >= 0 ? ghosts.rows().modSeq(ghost) : picture.modSeq(index(number, ghost));
    }

    /** When a message came into the mailbox, RFC 8514 §3. */
    Instant saved(int number) {
        int ghost = ghosts.find(number);
        return ghost >= 0 ? ghosts.rows().saved(ghost) : picture.saved(index(number, ghost));
    }

    /** Takes notice of the present picture. No sequence number changes by it. */
    void look(Picture now) {
        if (now.removals() != picture.removals()) {
            int[] gone = goneIn(now);
            ghosts = gone.length == 0 ? ghosts : ghosts.with(picture, gone);
            known -= gone.length;
        }
        picture = now;
    }

    /** Whether messages are gone that the client still counts. */
    boolean owesRemovals() {
        return ghosts.count() > 0;
    }

    /** The numbers of EXPUNGE responses, in their order, each counted after those before it (RFC 9051 §7.5.1). */
    int[] tellRemoved() {
        int[] numbers = new int[ghosts.count()];
        for (int ghost = 0; ghost < numbers.length; ghost++) {
            numbers[ghost] = ghosts.sequence(ghost) - ghost;
        }
        ghosts = Ghosts.none(picture);
        completed();
        return numbers;
    }

    /** The same from the last message to the first: none is then counted before another. */
    int[] tellRemovedDownwards() {
        int[] numbers = tellRemoved();
        int count = numbers.length;
        return IntStream.rangeClosed(1, count)
                .map(nth -> numbers[count - nth] + count - nth)
                .toArray();
    }

    /** The UIDs that VANISHED must name, as {@link #tellRemoved} does by their numbers (RFC 7162 §3.2.10.2). */
    UidSet tellVanished() {
        UidSet uids = untold();
        tellRemoved();
        return uids;
    }

    /** The UIDs of messages that are gone and that the client still counts. */
    UidSet untold() {
        return ghosts.rows().uids();
    }

    /** Whether messages have come; the client is then to be told {@link #exists} (RFC 9051 §7.4.1). */
    boolean tellExists() {
        boolean more = picture.size() > known;
        known = picture.size();
        completed();
        return more;
    }

    /** The sequence numbers of the messages known to the client whose flags changed since {@link #flagsTold}. */
    int[] changed() {
        return changedSince(told);
    }

    /** The sequence numbers of the messages known to the client that have a higher modification sequence. */
    int[] changedSince(long modSeq) {
        if (picture.highestModSeq() <= modSeq) {
            return new int[0];
        }
        Known numbers = new Known();
        picture.changedSince(modSeq, numbers);
        return Arrays.copyOf(numbers.list, numbers.count);
    }

    /** The client has been told all flags of the present picture, or knows them. */
    void flagsTold() {
        told = Math.max(told, picture.highestModSeq());
        completed();
    }

    /**
     * The modification sequence up to which the client has been told everything: from here it can be told what it
     * missed (RFC 7162 §3.2).
     */
    long complete() {
        return complete;
    }

    /**
     * The highest UID that a client gives together with a sequence number, and rightly so; 0 if there is none
     * (RFC 7162 §3.2.5.2). Since messages come only at the end, all before it is then as the client knows it.
     */
    long lastMatch(UidSet numbers, UidSet uids) {
        long match = 0;
        Numbers number = new Numbers(numbers);
        Numbers uid = new Numbers(uids);
        while (number.hasNext() && uid.hasNext()) {
            long here = number.nextLong();
            long there = uid.nextLong();
            if (here > exists()) {
                break;
            }
            match = uid((int) here) == there ? there : match;
        }
        return match;
    }

    private void completed() {
        if (told >= picture.highestModSeq() && known == picture.size() && !owesRemovals()) {
            complete = picture.highestModSeq();
        }
    }

    private int index(int number, int find) {
        int index = number - 1 - (-1 - find);
        if (index >= known) {
            throw new IndexOutOfBoundsException(number);
        }
        return index;
    }

    /**
     * The indices of the known messages that are not in {@code now}. Up to the first that is gone both pictures have
     * the same UID at the same index, and from there on never: so it can be searched for, and the next one after it.
     */
    private int[] goneIn(Picture now) {
        int[] gone = new int[Math.min(known, 16)];
        int count = 0;
        for (int at = firstGone(now, 0, 0); at < known; at = firstGone(now, at + 1, count)) {
            if (count == gone.length) {
                gone = Arrays.copyOf(gone, Math.min(known, count * 2));
            }
            gone[count++] = at;
        }
        return Arrays.copyOf(gone, count);
    }

    private int firstGone(Picture now, int from, int goneBefore) {
        if (from < known && !sameIn(now, from, from - goneBefore)) {
            return from;
        }
        int low = from;
        int high = known;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sameIn(now, middle, middle - goneBefore)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean sameIn(Picture now, int here, int there) {
        return there < now.size() && now.uid(there) == picture.uid(here);
    }

    /** Collects the sequence numbers of known messages. */
    private final class Known implements IntConsumer {
        private int[] list = new int[16];
        private int count;

        @Override
        public void accept(int index) {
            if (index < known) {
                if (count == list.length) {
                    list = Arrays.copyOf(list, count * 2);
                }
                list[count++] = ghosts.sequenceOf(index);
            }
        }
    }
}
