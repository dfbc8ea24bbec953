package org.pennypost.store.maildir;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Which file of a mailbox belongs to which line of its uidlist, if that is plain: there is one file for each line but for
 * those of messages that were removed, and one line for each file. Immutable.
 */
final class Pairing {
    private final Listing files;
    private final List<UidList.Entry> lines;
    private final int[] fileOf;

    private Pairing(Listing files, List<UidList.Entry> lines, int[] fileOf) {
        this.files = files;
        this.lines = lines;
        this.fileOf = fileOf;
    }

    /** Empty if it is not plain, which needs a closer look. */
    static Optional<Pairing> of(Listing files, List<UidList.Entry> lines, UidSet removed) {
        if (lines.isEmpty() && !files.isEmpty()) {
            return Optional.empty();
        }
        ListingIndex index = new ListingIndex(files);
        BitSet taken = new BitSet(files.size());
        int[] fileOf = new int[lines.size()];
        for (int line = 0; line < fileOf.length; line++) {
            UidList.Entry entry = lines.get(line);
            int file = index.find(entry.base());
            if (file < 0 ? !removed.contains(entry.uid()) : taken.get(file)) {
                return Optional.empty();
            }
            if (file >= 0) {
                taken.set(file);
            }
            fileOf[line] = file;
        }
        return taken.cardinality() < index.size() ? Optional.empty() : Optional.of(new Pairing(files, lines, fileOf));
    }

    /** Gives all pairs, in the order of the lines. */
    void forEach(Visitor visitor) throws IOException, StoreException {
        for (int line = 0; line < fileOf.length; line++) {
            if (fileOf[line] >= 0) {
                visitor.visit(lines.get(line), files.get(fileOf[line]));
            }
        }
    }

    /** All pairs as they arrive, each made when it is asked for; the names must tell the sizes of the files. */
    List<Arrival> arrivals() {
        int[] present = IntStream.range(0, fileOf.length)
                .filter(line -> fileOf[line] >= 0)
                .toArray();
        return new Each<>(present.length, n -> {
            UidList.Entry line = lines.get(present[n]);
            return Arrival.told(line.uid(), files.get(fileOf[present[n]]), line.fields());
        });
    }

    /** Looks at a line and its file. */
    @FunctionalInterface
    interface Visitor {
        void visit(UidList.Entry line, Found file) throws IOException, StoreException;
    }
}
