package org.pennypost.server.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.evidence.Audit;
import org.pennypost.tls.evidence.EvidenceException;
import org.pennypost.tls.evidence.Proof;
import org.pennypost.tls.evidence.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a proof, with nothing but its file; or the whole log of a data directory. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a proof, and says what it proves, what it does not, and how to check it with OpenSSL.%n"
                + "Without a file: checks the whole log of --data against all that was ever signed of it.%n"
                + "Ends with status 1 if something does not hold.")
final class EvidenceVerify implements Callable<Integer> {
    @Mixin
    private ServeOptions data;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A proof.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--authority",
            paramLabel = "FILE",
            description = "The certificate of the log's authority, as you got it from elsewhere.")
    private Optional<Path> authority = Optional.empty();

    @Option(
            names = "--stamp-authority",
            paramLabel = "FILE",
            description = "The certificates of time-stamp authorities that you trust.")
    private Optional<Path> stampers = Optional.empty();

    @Override
    public Integer call() throws IOException, ConfigurationException {
        return file.isPresent() ? proof(file.get()) : log();
    }

    private int proof(Path path) throws IOException, ConfigurationException {
        Verification verification;
        try {
            Proof proof = Proof.parse(Files.readString(path, StandardCharsets.UTF_8));
            verification = Verification.of(
                    proof,
                    new Verification.Trust(certificates(authority).stream().findFirst(), certificates(stampers)));
        } catch (EvidenceException | CharacterCodingException damaged) {
            System.out.println("✗ " + damaged.getMessage());
            return ExitStatus.FAILED;
        }
        say("Proven:", "  ✓ ", verification.proven());
        say("Does not hold:", "  ✗ ", verification.failed());
        say("Not proven:", "  – ", verification.open());
        OpensslCommands.of(path, verification).forEach(System.out::println);
        return verification.holds() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int log() throws IOException, ConfigurationException {
        Audit audit =
                Audit.of(Evidence.directory(data.directory()), EvidenceCommand.authority(data), certificates(stampers));
        System.out.println(Counted.counted(audit.events(), "event") + ", " + audit.signed() + " of them under "
                + Counted.counted(audit.heads(), "signed head") + ", " + Counted.counted(audit.stamps(), "time-stamp"));
        audit.faults().forEach(fault -> System.out.println("✗ " + fault));
        return audit.faults().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static List<X509Certificate> certificates(Optional<Path> file) throws IOException, ConfigurationException {
        try {
            return file.isPresent() ? EvidenceKeys.certificates(file.get()) : List.of();
        } catch (TlsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void say(String heading, String mark, List<String> lines) {
        if (!lines.isEmpty()) {
            System.out.println(heading);
            lines.forEach(line -> System.out.println(mark + line));
        }
    }
}
