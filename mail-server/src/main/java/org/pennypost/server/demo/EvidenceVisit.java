package org.pennypost.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.server.evidence.Checkpoint;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.evidence.Story;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Proof;
import org.pennypost.tls.evidence.Record;
import org.pennypost.tls.evidence.Verification;

/** Proves what became of a message of the tour after its owner has deleted it, and has somebody else check that. */
final class EvidenceVisit {
    private final Path data;
    private final Transcript transcript;

    EvidenceVisit(Path data, Transcript transcript) {
        this.data = data;
        this.transcript = transcript;
    }

    /** The last message that was submitted, from login to removal. */
    void prove(TourAccount account) throws IOException {
        if (!Checkpoint.make(data)) {
            throw new IOException("the evidence was not signed");
        }
        Path file = Files.createTempFile("pennypost-tour", ".proof");
        try {
            Proof proof = proof(account);
            Files.writeString(file, proof.text());
            Verification verification = Verification.of(
                    Proof.parse(Files.readString(file)),
                    new Verification.Trust(Optional.of(proof.certificates().get(0)), List.of()));
            verification.proven().forEach(transcript::checked);
            verification.open().forEach(open -> transcript.note("not proven: " + open));
            if (!verification.holds()) {
                throw new IOException("the proof does not hold: " + verification.failed());
            }
            OpensslWitness.check(proof, file, transcript);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Proof proof(TourAccount account) throws IOException {
        try (EvidenceReader reader =
                EvidenceReader.open(Evidence.directory(data), EvidenceKeys.authority(Evidence.keys(data)))) {
            List<String> submitted = new ArrayList<>();
            reader.each(0, record -> {
                if (record.kind().equals("submission-accepted")
                        && record.field("user").equals(Optional.of(account.user()))) {
                    submitted.add(record.field("queue-id").orElseThrow());
                }
                return true;
            });
            List<Record> story = Story.of(reader, submitted.get(submitted.size() - 1));
            List<String> kinds = story.stream().map(Record::kind).toList();
            if (!kinds.containsAll(List.of("submission-accepted", "delivered", "retrieved", "deleted", "expunged"))) {
                throw new IOException("of the message only this was recorded: " + kinds);
            }
            return reader.prove(story.stream().map(Record::index).toList());
        } catch (TlsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
