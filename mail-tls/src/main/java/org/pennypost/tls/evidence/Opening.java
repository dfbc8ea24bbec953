package org.pennypost.tls.evidence;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What was found when a log was opened.
 *
 * <p>Events up to the last signed head are known by the tree, whose root must be the head's; those behind are read. The
 * log ends at the first octet that is no event. If a crash has torn the end off, that is where the last write began, and
 * nothing behind was acknowledged; if a head or a later event says that it was durable, somebody has changed it.
 *
 * @param events how many there are
 * @param last the last signed head
 * @param mended what was mended, in words
 */
record Opening(long events, Optional<SignedHead> last, Optional<String> mended) {
    static Opening of(LogFiles files, X509Certificate authority) throws IOException {
        Optional<HeadFiles.Entry> latest = files.heads().latest();
        Optional<SignedHead> last =
                latest.isEmpty() ? Optional.empty() : Optional.of(latest.get().read(authority));
        long known = last.map(head -> head.head().size()).orElse(0L);
        boolean treeHolds = known > 0
                && files.tree().reaches(known)
                && Merkle.root(files.tree(), known).equals(last.get().head().root());
        Optional<String> mended =
                known > 0 && !treeHolds ? Optional.of("the tree was computed again from the log") : Optional.empty();
        if (treeHolds) {
            return read(files, last, known, mended);
        }
        return read(files, last, 0, mended);
    }

    private static Opening read(LogFiles files, Optional<SignedHead> last, long known, Optional<String> mended)
            throws IOException {
        TreeFiles tree = files.tree();
        long place = known == 0 ? 0 : tree.place(known - 1);
        tree.truncate(known);
        if (Segments.numbers(files.log()).isEmpty()) {
            requireAll(files, last, 0); // the tree alone is no log
            files.appendAt(0, 0);
            return new Opening(0, last, mended);
        }
        try (SegmentReader reader = SegmentReader.at(files.log(), place, Math.max(known - 1, 0))) {
            if (known > 0 && !reader.next().good()) {
                throw SegmentReader.damaged(files.log(), place, known - 1);
            }
            addAll(reader, tree);
            Optional<String> torn = reader.atEnd() ? mended : Optional.of(torn(files, reader, last));
            requireAll(files, last, reader.index());
            files.appendAt(reader.place(), reader.index());
            tree.flush();
            return new Opening(reader.index(), last, torn);
        }
    }

    private static void addAll(SegmentReader reader, TreeFiles tree) throws IOException {
        while (true) {
            Frame frame = reader.next();
            if (!frame.good()) {
                return;
            }
            long begin = reader.place() - frame.size(); // a new segment may have been begun
            tree.add(Merkle.leaf(frame.octets()), begin);
            if (tree.full()) {
                tree.flush();
            }
        }
    }

    private static String torn(LogFiles files, SegmentReader reader, Optional<SignedHead> last) throws IOException {
        boolean signed = last.map(head -> head.head().size() > reader.index()).orElse(false);
        if (signed || reader.durableHere()) {
            throw SegmentReader.damaged(files.log(), reader.place(), reader.index());
        }
        return "the torn end of event " + reader.index() + ", which was never acknowledged, was removed";
    }

    private static void requireAll(LogFiles files, Optional<SignedHead> last, long events) throws IOException {
        long signed = last.map(head -> head.head().size()).orElse(0L);
        if (signed > events) {
            throw new EvidenceException(
                    files.log() + " has " + events + " events, but a head was signed over " + signed);
        }
        if (last.isPresent()
                && !Merkle.root(files.tree(), signed).equals(last.get().head().root())) {
            throw new EvidenceException(
                    "an event before " + signed + " is not the one that was signed; 'evidence verify' finds out which");
        }
    }
}
