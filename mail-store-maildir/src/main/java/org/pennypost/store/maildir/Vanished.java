package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.pennypost.core.mailbox.UidSet;

/**
 * Which messages vanished when (RFC 7162 §3.2.5.1). A long history becomes coarse and never short: what vanished at one
 * time is told as if it had vanished a little later, so that a client may hear of it twice but cannot miss it.
 */
final class Vanished {
    private static final int MOST = 4096;

    private final NavigableMap<Long, UidSet> history = new TreeMap<>();

    void add(long modSeq, UidSet uids) {
        if (!uids.isEmpty()) {
            history.merge(modSeq, uids, Vanished::union);
            if (history.size() > MOST) {
                coarsen();
            }
        }
    }

    void clear() {
        history.clear();
    }

    UidSet since(long modSeq) {
        UidSet.Builder uids = UidSet.builder();
        history.tailMap(modSeq, false).values().forEach(uids::add);
        return uids.build();
    }

    List<ModSeqRecord> records() {
        List<ModSeqRecord> records = new ArrayList<>();
        history.forEach((modSeq, uids) -> records.add(new ModSeqRecord('X', modSeq, uids, "")));
        return records;
    }

    private void coarsen() {
        List<Map.Entry<Long, UidSet>> all = new ArrayList<>(history.entrySet());
        history.clear();
        for (int i = 0; i < all.size(); i += 2) {
            int later = Math.min(i + 1, all.size() - 1);
            history.put(
                    all.get(later).getKey(),
                    union(all.get(i).getValue(), all.get(later).getValue()));
        }
    }

    private static UidSet union(UidSet one, UidSet other) {
        return UidSet.builder().add(one).add(other).build();
    }
}
