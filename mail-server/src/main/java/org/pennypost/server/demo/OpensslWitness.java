package org.pennypost.server.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.Proof;

/** A program that has never heard of us checks a proof, if this machine has it. */
final class OpensslWitness {
    private final Path directory;
    private final Transcript transcript;

    private OpensslWitness(Path directory, Transcript transcript) {
        this.directory = directory;
        this.transcript = transcript;
    }

    static void check(Proof proof, Path file, Transcript transcript) throws IOException {
        Path directory = Files.createTempDirectory("pennypost-tour");
        try {
            new OpensslWitness(directory, transcript).check(proof, file);
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path one : files.toList()) {
                    Files.delete(one);
                }
            }
            Files.delete(directory);
        }
    }

    private void check(Proof proof, Path file) throws IOException {
        Files.writeString(directory.resolve("authority.pem"), EvidenceKeys.pem(proof.certificates()));
        Files.write(directory.resolve("head.p7m"), proof.head().cms().copy());
        openssl("successful", "cms -verify -inform PEM -CAfile authority.pem -in", file.toString());
        if (proof.stamp().isPresent()) {
            Files.write(directory.resolve("head.tsr"), proof.stamp().get().copy());
            openssl("Verification: OK", "ts -verify -data head.p7m -CAfile authority.pem -in", "head.tsr");
        }
    }

    private void openssl(String well, String arguments, String file) throws IOException {
        List<String> command = new ArrayList<>(List.of(("openssl " + arguments).split(" ")));
        command.add(file);
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
        String what = String.join(" ", command.subList(0, 3));
        if (!said.contains(well)) {
            throw new IOException(what + " says: " + said);
        }
        transcript.checked(what + ": " + well);
    }
}
