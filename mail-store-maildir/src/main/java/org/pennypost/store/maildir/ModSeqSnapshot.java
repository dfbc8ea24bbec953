package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.UidSet;

/** The modification sequences and letters of all messages in few records: a line for many messages where it can be. */
final class ModSeqSnapshot {
    private final View view;
    private final Map<Long, Integer> messages = new HashMap<>();
    private final Map<String, UidSet.Builder> groups = new LinkedHashMap<>();
    private final Map<String, ModSeqRecord> heads = new HashMap<>();

    ModSeqSnapshot(View view) {
        this.view = view;
    }

    List<ModSeqRecord> records() {
        Picture picture = view.picture();
        for (int index = 0; index < picture.size(); index++) {
            messages.merge(picture.modSeq(index), 1, Integer::sum);
        }
        view.places().forEach((uid, place) -> {
            int index = picture.indexOf(uid);
            if (index >= 0) {
                add(uid, picture.modSeq(index), place.letters());
            }
        });
        List<ModSeqRecord> records = new ArrayList<>();
        groups.forEach((key, uids) -> {
            ModSeqRecord head = heads.get(key);
            records.add(new ModSeqRecord(head.kind(), head.number(), uids.build(), head.text()));
        });
        return records;
    }

    private void add(long uid, long modSeq, String letters) {
        boolean alone = messages.get(modSeq) == 1;
        String key = (alone ? "R" + (modSeq - uid) : "C" + modSeq) + "=" + letters;
        groups.computeIfAbsent(key, fresh -> UidSet.builder()).add(uid);
        heads.putIfAbsent(key, new ModSeqRecord(alone ? 'R' : 'C', modSeq, UidSet.EMPTY, letters));
    }
}
