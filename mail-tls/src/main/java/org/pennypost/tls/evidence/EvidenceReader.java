package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a log, also while a server writes it, and makes proofs of it. Confined to one thread.
 *
 * <pre>{@code
 * try (EvidenceReader reader = EvidenceReader.open(Path.of("evidence"), authority)) {
 *     Files.writeString(file, reader.prove(List.of(41L, 57L)).text());
 * }
 * }</pre>
 */
public final class EvidenceReader implements AutoCloseable {
    private final Path directory;
    private final X509Certificate authority;
    private final TreeFiles tree;
    private final HeadFiles heads;

    private EvidenceReader(Path directory, X509Certificate authority) throws IOException {
        this.directory = directory;
        this.authority = authority;
        this.tree = TreeFiles.read(LogFiles.tree(directory));
        this.heads = LogFiles.heads(directory);
    }

    /** Reads the log in a directory, whose heads this authority certifies. */
    public static EvidenceReader open(Path directory, X509Certificate authority) throws IOException {
        if (!Files.isDirectory(LogFiles.log(directory))) {
            throw new EvidenceException("there is no evidence in " + directory);
        }
        return new EvidenceReader(directory, authority);
    }

    /** The last signed head; empty if none was signed yet. */
    public Optional<SignedHead> head() throws IOException {
        Optional<HeadFiles.Entry> latest = heads.latest();
        return latest.isEmpty() ? Optional.empty() : Optional.of(latest.get().read(authority));
    }

    /** The response of the time-stamp authority to the last head that has one. */
    public Optional<Octets> stamp(SignedHead head) throws IOException {
        for (HeadFiles.Entry entry : heads.recent(2)) {
            if (entry.size() == head.head().size()) {
                return entry.stamp();
            }
        }
        return Optional.empty();
    }

    /** The event at a place of the log. */
    public Record record(long index) throws IOException {
        if (index < 0 || index >= tree.size()) {
            throw new EvidenceException("there is no event " + index + " under a signed head yet");
        }
        byte[] octets = SegmentReader.one(LogFiles.log(directory), tree.place(index), index);
        return new Record(index, new String(octets, StandardCharsets.UTF_8));
    }

    /** Hands over all events from a place on, until the reader of them has had enough; reads all of the log behind. */
    public void each(long from, Predicate<Record> reader) throws IOException {
        long start = from > 0 && from < tree.size() ? from : 0;
        try (SegmentReader events =
                SegmentReader.at(LogFiles.log(directory), start == 0 ? 0 : tree.place(start), start)) {
            for (Frame frame = events.next(); frame.good(); frame = events.next()) {
                Record record = new Record(events.index() - 1, new String(frame.octets(), StandardCharsets.UTF_8));
                if (record.index() >= from && !reader.test(record)) {
                    return;
                }
            }
        }
    }

    /**
     * Proves events: that they are in the log under one signed head.
     *
     * @param indexes their places in the log, one or more
     * @throws EvidenceException if one of them is not under a signed head yet, or the log is damaged
     */
    public Proof prove(List<Long> indexes) throws IOException {
        long highest = indexes.stream().mapToLong(Long::longValue).max().orElseThrow();
        Record newest = record(highest);
        Instant time = newest.field("time").map(Instant::parse).orElse(Instant.EPOCH);
        HeadFiles.Entry entry = heads.covering(highest, time)
                .orElseThrow(() -> new EvidenceException("event " + highest + " is not under a signed head yet"));
        SignedHead head = entry.read(authority);
        List<Proof.Member> members = new ArrayList<>();
        for (long index : indexes) {
            Record record = record(index);
            List<Hash> path = Merkle.inclusion(tree, index, head.head().size());
            if (!Merkle.includes(
                    Merkle.leaf(record.octets()),
                    index,
                    head.head().size(),
                    path,
                    head.head().root())) {
                throw new EvidenceException("event " + index + " is not the one that was signed");
            }
            members.add(new Proof.Member(record, path));
        }
        return new Proof(members, head, List.of(authority), entry.stamp(), Optional.empty(), Optional.empty());
    }

    /** The same proof, and that the log has only grown since a head that somebody has kept. */
    public Proof since(Proof proof, SignedHead earlier) throws IOException {
        long from = earlier.head().size();
        long to = proof.head().head().size();
        boolean forward = from <= to;
        List<Hash> path = Merkle.consistency(tree, Math.min(from, to), Math.max(from, to));
        return proof.grown(new Proof.Growth(earlier, forward, path));
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
