package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Octets;
import org.pennypost.tls.evidence.SignedHead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes what others need to hold this server to its history. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the last signed head, its time-stamp and the authority's certificate into a directory.%n"
                + "Give them away: whoever has them notices if the log is ever changed.")
final class EvidenceExport implements Callable<Integer> {
    @Mixin
    private ServeOptions data;

    @Parameters(paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory;

    @Override
    public Integer call() throws IOException, ConfigurationException {
        try (EvidenceReader reader = EvidenceCommand.reader(data)) {
            Optional<SignedHead> head = reader.head();
            if (head.isEmpty()) {
                return EvidenceCommand.refuse("nothing was signed yet; see 'evidence checkpoint'");
            }
            Files.createDirectories(directory);
            write(
                    "authority.pem",
                    EvidenceKeys.pem(List.of(EvidenceCommand.authority(data)))
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            write("head.p7m", head.get().cms().copy());
            Optional<Octets> stamp = reader.stamp(head.get());
            if (stamp.isPresent()) {
                write("head.tsr", stamp.get().copy());
            }
            System.out.println("Check them with:");
            System.out.println("  openssl cms -verify -inform DER -in head.p7m -CAfile authority.pem");
            if (stamp.isPresent()) {
                System.out.println("  openssl ts -verify -data head.p7m -in head.tsr -CAfile authority.pem");
            }
            return ExitStatus.OK;
        }
    }

    private void write(String name, byte[] octets) throws IOException, ConfigurationException {
        Path file = directory.resolve(name);
        Files.write(file, octets);
        System.out.println(file);
    }
}
