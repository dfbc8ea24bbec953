package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a whole log: each event against the hash that is kept of it, all of them against each signed head, each head's
 * signature and time-stamp.
 *
 * @param events how many there are
 * @param signed how many of them are under a signed head; the others came after it
 * @param heads how many signed heads
 * @param stamps how many of them are stamped
 * @param faults what does not hold, and where; empty if everything does
 */
public record Audit(long events, long signed, int heads, int stamps, List<String> faults) {
    public Audit {
        faults = List.copyOf(faults);
    }

    /** Checks the log in a directory; reads all of it. */
    public static Audit of(Path directory, X509Certificate authority, List<X509Certificate> stampers)
            throws IOException {
        Run run = new Run(directory, authority);
        run.signatures(stampers);
        run.events();
        return new Audit(run.count, run.signed, run.heads.size(), run.stamps, run.faults);
    }

    private static final class Run {
        private final Path directory;
        private final X509Certificate authority;
        private final List<SignedHead> heads = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Frontier frontier = new Frontier();
        private int stamps;
        private long signed;
        private long count;

        Run(Path directory, X509Certificate authority) {
            this.directory = directory;
            this.authority = authority;
        }

        void signatures(List<X509Certificate> stampers) throws IOException {
            for (HeadFiles.Entry entry : LogFiles.heads(directory).all()) {
                try {
                    heads.add(entry.read(authority));
                    stamp(entry, stampers);
                } catch (EvidenceException fault) {
                    faults.add(fault.getMessage());
                }
            }
            heads.sort(java.util.Comparator.comparingLong(head -> head.head().size()));
        }

        private void stamp(HeadFiles.Entry entry, List<X509Certificate> stampers) throws IOException {
            Optional<Octets> stamp = entry.stamp();
            if (stamp.isPresent()) {
                List<X509Certificate> trusted = new ArrayList<>(stampers);
                trusted.add(authority);
                try {
                    TimeStamps.verified(stamp.get().copy(), Files.readAllBytes(entry.file()), trusted);
                    stamps++;
                } catch (EvidenceException fault) {
                    faults.add(entry.stampFile() + ": " + fault.getMessage());
                }
            }
        }

        void events() throws IOException {
            Path kept = LogFiles.tree(directory);
            if (!TreeFiles.isThere(kept)) {
                events(Optional.empty()); // the heads alone say what was
                return;
            }
            try (TreeFiles tree = TreeFiles.read(kept)) {
                events(Optional.of(tree));
            }
        }

        private void events(Optional<TreeFiles> tree) throws IOException {
            Path log = LogFiles.log(directory);
            try (SegmentReader reader = SegmentReader.at(log, 0, 0)) {
                int next = 0;
                for (Frame frame = reader.next(); frame.good(); frame = reader.next()) {
                    event(frame, reader, tree);
                    while (next < heads.size() && heads.get(next).head().size() <= count) {
                        head(heads.get(next++));
                    }
                }
                end(reader, next);
            } catch (EvidenceException fault) {
                faults.add(fault.getMessage());
            }
        }

        private void event(Frame frame, SegmentReader reader, Optional<TreeFiles> tree) throws IOException {
            Hash leaf = Merkle.leaf(frame.octets());
            boolean kept = tree.isPresent() && count < tree.get().size();
            if (kept && !tree.get().node(0, count).equals(leaf)) {
                faults.add("event " + count + " is not the one that was written, or its hash in the tree is not: "
                        + Segments.file(LogFiles.log(directory), Segments.segment(reader.place())) + " before octet "
                        + Segments.offset(reader.place()));
            }
            frontier.add(leaf);
            count++;
        }

        private void head(SignedHead head) {
            signed = head.head().size();
            if (signed == count && !frontier.root().equals(head.head().root())) {
                faults.add("the first " + count + " events are not those that were signed at "
                        + head.head().time());
            }
        }

        private void end(SegmentReader reader, int next) throws IOException {
            boolean signed = next < heads.size();
            if (signed || !reader.atEnd() && reader.durableHere()) {
                faults.add(SegmentReader.damaged(LogFiles.log(directory), reader.place(), count)
                        .getMessage());
            }
            if (signed) {
                SignedHead last = heads.get(heads.size() - 1);
                faults.add(
                        "a head was signed over " + last.head().size() + " events, of which " + count + " can be read");
            }
        }
    }
}
