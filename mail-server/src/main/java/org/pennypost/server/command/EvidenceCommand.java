package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.evidence.Checkpoint;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.evidence.Story;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Octets;
import org.pennypost.tls.evidence.Proof;
import org.pennypost.tls.evidence.Record;
import org.pennypost.tls.evidence.SignedHead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows who sent, got, read and deleted what, and proves it. Works while a server runs, and without one. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Shows who sent, got, read and deleted what, proves it to others, and checks such proofs.",
        subcommands = {EvidenceVerify.class, EvidenceExport.class})
final class EvidenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "evidence what? One of list, show, prove, verify, export, checkpoint.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists events, oldest first, a line each.")
    int list(
            @Mixin ServeOptions data,
            @Option(
                            names = "--message",
                            paramLabel = "ID",
                            description = "Those of one message: queue id or Message-ID.")
                    Optional<String> message,
            @Option(names = "--user", paramLabel = "NAME", description = "Those of one user.") Optional<String> user,
            @Option(names = "--from", paramLabel = "INDEX", description = "Those from here on.", defaultValue = "0")
                    long from,
            @Option(names = "--last", paramLabel = "N", description = "No more than the last N.")
                    Optional<Integer> last,
            @Mixin Table.Form form)
            throws IOException, ConfigurationException {
        Deque<Record> events = new ArrayDeque<>();
        int most = last.orElse(Integer.MAX_VALUE);
        try (EvidenceReader reader = reader(data)) {
            if (message.isPresent()) {
                events.addAll(Story.of(reader, message.get()));
            }
            reader.each(from, record -> {
                if (message.isEmpty() && (user.isEmpty() || user.equals(record.field("user")))) {
                    events.add(record);
                }
                if (events.size() > most) {
                    events.remove();
                }
                return message.isEmpty();
            });
        }
        EvidenceList.print(form.table(), events);
        return ExitStatus.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows all that was recorded of an event.")
    int show(@Mixin ServeOptions data, @Parameters(paramLabel = "INDEX", description = "Which.") long index)
            throws IOException, ConfigurationException {
        List<Record> found = new ArrayList<>();
        try (EvidenceReader reader = reader(data)) {
            reader.each(index, record -> {
                found.add(record);
                return false;
            });
        }
        found.forEach(record -> System.out.print(record.text()));
        return found.isEmpty() ? refuse("there is no event " + index) : ExitStatus.OK;
    }

    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            description = "Writes one file with which anybody can check events, without this server.")
    int prove(
            @Mixin ServeOptions data,
            @Parameters(paramLabel = "INDEX", arity = "0..*", description = "Which events; see 'evidence list'.")
                    List<Long> indexes,
            @Option(names = "--message", paramLabel = "ID", description = "All events of a message.")
                    Optional<String> message,
            @Option(names = "--with", paramLabel = "FILE", description = "Puts the message itself into the proof.")
                    Optional<Path> with,
            @Option(names = "--kept", description = "Puts the message into the proof as the journal has kept it.")
                    boolean kept,
            @Option(
                            names = "--since",
                            paramLabel = "HEAD",
                            description = "Proves also that the log only grew since this head, a file of 'export'.")
                    Optional<Path> since,
            @Option(names = "--output", paramLabel = "FILE", description = "Where to; initially evidence.proof.")
                    Optional<Path> output)
            throws IOException, ConfigurationException {
        if (message.isPresent()) {
            Checkpoint.make(data.directory()); // what the server noted a moment ago belongs to it
        }
        try (EvidenceReader before = reader(data)) {
            List<Long> wanted = new ArrayList<>(indexes == null ? List.of() : indexes);
            if (message.isPresent()) {
                Story.of(before, message.get()).forEach(record -> wanted.add(record.index()));
            }
            if (wanted.isEmpty()) {
                return refuse("there are no such events");
            }
            sign(data, before, wanted);
            Path file = output.orElse(Path.of("evidence.proof"));
            Optional<Path> enclosed = kept ? kept(data, before, wanted) : with;
            if (kept && enclosed.isEmpty()) {
                return refuse("the journal has not kept the message, or no longer");
            }
            Files.writeString(file, proof(data, wanted, enclosed, since).text());
            System.out.println(file + ": " + wanted.size() + (wanted.size() == 1 ? " event" : " events")
                    + "; check it with: pennypost evidence verify " + file);
            return ExitStatus.OK;
        }
    }

    @Command(name = "checkpoint", mixinStandardHelpOptions = true, description = "Signs all events now.")
    int checkpoint(@Mixin ServeOptions data) throws IOException, ConfigurationException {
        if (!Checkpoint.make(data.directory())) {
            return refuse("the server does not answer; it will sign when it can");
        }
        try (EvidenceReader reader = reader(data)) {
            reader.head().ifPresent(head -> System.out.print(head.head().text()));
        }
        return ExitStatus.OK;
    }

    private static Optional<Path> kept(ServeOptions data, EvidenceReader reader, List<Long> wanted)
            throws IOException, ConfigurationException {
        Optional<Path> found = Optional.empty();
        for (long index : wanted) {
            List<String> hashes = new ArrayList<>();
            reader.each(index, record -> {
                record.field("sha256").ifPresent(hashes::add);
                return false;
            });
            if (found.isEmpty() && !hashes.isEmpty()) {
                found = Evidence.kept(data.directory(), hashes.get(0));
            }
        }
        return found;
    }

    /** What is not under a head yet cannot be proven. */
    private static void sign(ServeOptions data, EvidenceReader reader, List<Long> wanted)
            throws IOException, ConfigurationException {
        long highest = wanted.stream().mapToLong(Long::longValue).max().orElseThrow();
        Optional<SignedHead> head = reader.head();
        if (head.isEmpty() || head.get().head().size() <= highest) {
            Checkpoint.make(data.directory());
        }
    }

    private static Proof proof(ServeOptions data, List<Long> wanted, Optional<Path> with, Optional<Path> since)
            throws IOException, ConfigurationException {
        try (EvidenceReader reader = reader(data)) {
            Proof proof = reader.prove(wanted);
            if (with.isPresent()) {
                proof = proof.with(Octets.of(Files.readAllBytes(with.get())));
            }
            return since.isPresent()
                    ? reader.since(
                            proof,
                            SignedHead.verified(
                                    Files.readAllBytes(since.get()),
                                    proof.certificates().get(0)))
                    : proof;
        }
    }

    static EvidenceReader reader(ServeOptions data) throws IOException, ConfigurationException {
        return EvidenceReader.open(Evidence.directory(data.directory()), authority(data));
    }

    static X509Certificate authority(ServeOptions data) throws IOException, ConfigurationException {
        Path keys = Evidence.keys(data.directory());
        if (Files.notExists(keys)) {
            throw new IOException("no evidence was kept in " + data.directory()
                    + "; are --config or --data those of the" + " server, and is it on in [evidence]?");
        }
        try {
            return EvidenceKeys.authority(keys);
        } catch (TlsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static int refuse(String why) {
        System.err.println("pennypost: " + why);
        return ExitStatus.FAILED;
    }
}
