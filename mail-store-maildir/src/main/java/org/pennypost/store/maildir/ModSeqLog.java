package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.pennypost.core.mailbox.UidSet;

/**
 * The modification sequences of a mailbox in a log beside its uidlist: {@code C <modseq> <uids>} for changed messages,
 * {@code X <modseq> <uids>} for removed ones. A line cut short by a crash counts for nothing. A lost log begins again
 * above any sequence that it can have had.
 */
final class ModSeqLog {
    private static final String FILE = "pennypost-modseqs";
    private static final int COMPACT_LINES = 20_000;

    private Path file;
    private final Disk disk;
    private final Map<Long, Long> changed = new HashMap<>();
    private final NavigableMap<Long, UidSet> vanished = new TreeMap<>();
    private long highest = 1;
    private int lines;

    ModSeqLog(Path directory, Disk disk) {
        this.file = directory.resolve(FILE);
        this.disk = disk;
    }

    void load() throws IOException {
        changed.clear();
        vanished.clear();
        lines = 0;
        String text = Disk.read(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            String[] parts = line.split(" ");
            if (parts.length == 3 && line.matches("[CX] [0-9]{1,18} [0-9:,]+")) {
                take(parts[0].charAt(0), Long.parseLong(parts[1]), uids(parts[2]));
            }
        }
    }

    /** The same log in a Maildir that was renamed. */
    ModSeqLog at(Path renamed) {
        file = renamed.resolve(FILE);
        return this;
    }

    /** Whether nothing was ever written. */
    boolean isEmpty() {
        return lines == 0;
    }

    long highest() {
        return highest;
    }

    /** Begins above whatever a lost log can have had: no mailbox changes more than once a second all its life. */
    void beginAt(long epochSecond) {
        highest = Math.max(highest, epochSecond);
    }

    long modSeq(long uid, long unknown) {
        return changed.getOrDefault(uid, unknown);
    }

    void changed(long modSeq, UidSet uids) throws IOException {
        write('C', modSeq, uids);
    }

    void vanished(long modSeq, UidSet uids) throws IOException {
        write('X', modSeq, uids);
    }

    UidSet vanishedSince(long modSeq) {
        UidSet.Builder uids = UidSet.builder();
        vanished.tailMap(modSeq, false).values().forEach(uids::add);
        return uids.build();
    }

    private void write(char kind, long modSeq, UidSet uids) throws IOException {
        if (uids.isEmpty()) {
            return;
        }
        disk.append(file, kind + " " + modSeq + " " + uids + "\n");
        take(kind, modSeq, uids);
        if (lines > COMPACT_LINES && lines > 2 * (changed.size() + vanished.size())) {
            compact();
        }
    }

    private void take(char kind, long modSeq, UidSet uids) {
        lines++;
        highest = Math.max(highest, modSeq);
        if (kind == 'C') {
            uids.forEach(uid -> changed.put(uid, modSeq));
        } else {
            uids.forEach(changed::remove);
            vanished.merge(
                    modSeq, uids, (a, b) -> UidSet.builder().add(a).add(b).build());
        }
    }

    private void compact() throws IOException {
        NavigableMap<Long, UidSet.Builder> byModSeq = new TreeMap<>();
        changed.forEach((uid, modSeq) ->
                byModSeq.computeIfAbsent(modSeq, key -> UidSet.builder()).add(uid));
        StringBuilder text = new StringBuilder();
        byModSeq.forEach((modSeq, uids) -> text.append("C ")
                .append(modSeq)
                .append(' ')
                .append(uids.build())
                .append('\n'));
        vanished.forEach((modSeq, uids) ->
                text.append("X ").append(modSeq).append(' ').append(uids).append('\n'));
        disk.replace(file, text.toString());
        lines = byModSeq.size() + vanished.size();
    }

    private static UidSet uids(String text) {
        UidSet.Builder uids = UidSet.builder();
        for (String range : text.split(",")) {
            String[] ends = range.split(":");
            long first = Long.parseLong(ends[0]);
            uids.add(first, ends.length > 1 ? Long.parseLong(ends[1]) : first);
        }
        return uids.build();
    }
}
