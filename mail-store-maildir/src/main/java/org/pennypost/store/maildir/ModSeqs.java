package org.pennypost.store.maildir;

import java.util.Arrays;
import java.util.List;
import org.pennypost.core.mailbox.UidSet;

/** What the records of a log say of some messages: the modification sequence of each and the letters it had then. */
final class ModSeqs {
    private final long[] uids;
    private final long[] modSeqs;
    private final String[] letters;

    /** @param uids ascending */
    ModSeqs(long[] uids) {
        this.uids = uids;
        this.modSeqs = new long[uids.length];
        this.letters = new String[uids.length];
        Arrays.fill(letters, "");
    }

    void apply(List<ModSeqRecord> records) {
        for (ModSeqRecord record : records) {
            if (record.kind() == 'C' || record.kind() == 'R' || record.kind() == 'X') {
                apply(record);
            }
        }
    }

    /** The modification sequence of the nth message if it has had these letters since; 0 if that is not known. */
    long modSeq(int n, String now) {
        return modSeqs[n] != 0 && letters[n].equals(now) ? modSeqs[n] : 0;
    }

    private void apply(ModSeqRecord record) {
        UidSet set = record.uids();
        for (int range = 0; range < set.ranges(); range++) {
            int at = Arrays.binarySearch(uids, set.first(range));
            for (int n = at < 0 ? -at - 1 : at; n < uids.length && uids[n] <= set.last(range); n++) {
                long step = record.kind() == 'R' ? uids[n] - set.first(0) : 0;
                modSeqs[n] = record.kind() == 'X' ? 0 : record.number() + step;
                letters[n] = record.text();
            }
        }
    }
}
