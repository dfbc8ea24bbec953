package org.pennypost.server.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            openssl(proof, file);
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

    /** By a program that has never heard of us, if this machine has it. */
    private void openssl(Proof proof, Path file) throws IOException {
        Path directory = Files.createTempDirectory("pennypost-tour");
        try {
            Files.writeString(directory.resolve("authority.pem"), EvidenceKeys.pem(proof.certificates()));
            Files.write(directory.resolve("head.p7m"), proof.head().cms().copy());
            openssl(
                    directory,
                    "successful",
                    "cms",
                    "-verify",
                    "-inform",
                    "PEM",
                    "-in",
                    file.toString(),
                    "-CAfile",
                    "authority.pem");
            if (proof.stamp().isPresent()) {
                Files.write(directory.resolve("head.tsr"), proof.stamp().get().copy());
                openssl(
                        directory,
                        "Verification: OK",
                        "ts",
                        "-verify",
                        "-data",
                        "head.p7m",
                        "-in",
                        "head.tsr",
                        "-CAfile",
                        "authority.pem");
            }
        } finally {
            for (String name : List.of("authority.pem", "head.p7m", "head.tsr")) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.delete(directory);
        }
    }

    private void openssl(Path directory, String well, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException none) {
            transcript.note("openssl is not installed here; 'pennypost evidence verify' says how to use it elsewhere");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!said.contains(well)) {
            throw new IOException("openssl " + arguments[0] + " says: " + said);
        }
        transcript.checked("openssl " + String.join(" ", List.of(arguments).subList(0, 2)) + ": " + well);
    }
}
