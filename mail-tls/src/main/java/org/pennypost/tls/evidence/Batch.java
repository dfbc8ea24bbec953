package org.pennypost.tls.evidence;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;
import org.pennypost.core.evidence.Event;

/**
 * Events on their way to the disk: their frames, one behind the other, and their hashes. Used again and again by
 * whoever has the turn to write.
 */
final class Batch {
    private final Growing octets = new Growing(64 * 1024);
    private final Growing leaves = new Growing(Waiting.BATCH * Hash.SIZE);
    private final EventText text = new EventText(octets);
    private final MessageDigest sha256 = Hash.digest();
    private final Salts salts = new Salts();
    private final int[] begins = new int[Waiting.BATCH + 1];
    private int count;

    /**
     * Takes the place of what was in it.
     *
     * @param durable how many events are known to be on the disk
     */
    void fill(List<Entry> entries, long durable) {
        octets.clear();
        leaves.clear();
        count = 0;
        for (Entry entry : entries) {
            entry.event().ifPresent(event -> add(event, entry.actor(), durable));
        }
    }

    private void add(Event event, byte[] actor, long durable) {
        octets.skip(Frame.HEAD);
        text.event(event, actor, salts.next());
        int begin = begins[count];
        Frame.seal(octets.array(), begin, octets.size() - begin - Frame.HEAD, durable);
        hash(begin + Frame.HEAD, octets.size());
        begins[++count] = octets.size();
    }

    int count() {
        return count;
    }

    /** All frames; the first ends where the second begins. */
    byte[] octets() {
        return octets.array();
    }

    /** Where a frame begins; that of one more is where the last ends. */
    int begin(int number) {
        return begins[number];
    }

    /** The hashes of all events, as leaves of the tree. */
    byte[] leaves() {
        return leaves.array();
    }

    private void hash(int from, int to) {
        sha256.update(Merkle.LEAF);
        sha256.update(octets.array(), from, to - from);
        leaves.skip(Hash.SIZE);
        try {
            sha256.digest(leaves.array(), leaves.size() - Hash.SIZE, Hash.SIZE);
        } catch (DigestException tooLittleRoom) {
            throw new IllegalStateException(tooLittleRoom);
        }
    }
}
