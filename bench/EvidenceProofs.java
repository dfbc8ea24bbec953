import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Proof;
import org.pennypost.tls.evidence.SignedHead;
import org.pennypost.tls.evidence.Verification;

/**
 * How long it takes to prove and to verify an event of a large log, and how much disk that log needs. Arguments: how many
 * events (10,000,000; about 5 GB), and where (a temporary directory, removed afterwards).
 */
public final class EvidenceProofs {
    private static final int PROOFS = 1000;

    public static void main(String[] args) throws Exception {
        long events = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        Path directory = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("evidence");
        EvidenceKeys keys = EvidenceKeys.in(directory.resolve("keys"), "bench", "postmaster@bench", Instant.now());
        SignedHead early = fill(directory, keys, events);
        prove(directory, keys, events, early);
        disk(directory, events);
        long start = System.nanoTime();
        EvidenceLog.open(directory, keys).close();
        System.out.printf("opened again in %.1f ms%n", (System.nanoTime() - start) / 1e6);
        if (args.length < 2) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static SignedHead fill(Path directory, EvidenceKeys keys, long events) throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            long start = System.nanoTime();
            Duration worked = processCpu();
            SignedHead early = null;
            for (long i = 0; i < events; i++) {
                log.note(event(i));
                if (i == events / 3) {
                    early = log.sign(Instant.now()).orElseThrow();
                }
            }
            log.settle();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%,d events in %.1f s: %.1f µs of the process's CPU each%n",
                    events,
                    seconds,
                    processCpu().minus(worked).toNanos() / 1e3 / events);
            start = System.nanoTime();
            log.sign(Instant.now());
            System.out.printf("signed in %.1f ms%n", (System.nanoTime() - start) / 1e6);
            log.stamp(BuiltInAuthority.with(keys, InstantSource.system()), List.of(keys.authority()));
            return early;
        }
    }

    private static void prove(Path directory, EvidenceKeys keys, long events, SignedHead early) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        long[] proving = new long[PROOFS];
        long[] verifying = new long[PROOFS];
        long[] growing = new long[PROOFS];
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            for (int i = -PROOFS / 2; i < PROOFS; i++) {
                long index = random.nextLong(events / 3 + 1, events);
                long start = cpu();
                Proof proof = reader.prove(List.of(index));
                String text = proof.text();
                long proven = cpu();
                boolean holds = Verification.of(Proof.parse(text), Verification.Trust.NOBODY).holds();
                long verified = cpu();
                reader.since(proof, early);
                long grown = cpu();
                if (!holds) {
                    throw new IOException("event " + index + " is not proven");
                }
                if (i >= 0) {
                    proving[i] = proven - start;
                    verifying[i] = verified - proven;
                    growing[i] = grown - verified;
                }
            }
        }
        print("a proof of inclusion, written", proving);
        print("read and verified, signature and time-stamp too", verifying);
        print("a proof of growth", growing);
    }

    /** CPU time of this thread: what others do on the machine does not count. */
    /** The log is written by a thread of its own. */
    private static Duration processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("%s: CPU p50 %.2f ms, p99 %.2f ms%n", what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }

    private static void disk(Path directory, long events) throws IOException {
        for (String part : List.of("log", "tree")) {
            try (Stream<Path> files = Files.walk(directory.resolve(part))) {
                long octets = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
                System.out.printf("%s: %.0f MB, %.0f MB a million events%n", part, octets / 1e6, octets / 1e6 * 1e6 / events);
            }
        }
    }

    private static Event event(long i) {
        Peer.Endpoint remote = new Peer.Endpoint("192.0.2." + i % 250, 40_000);
        return new Event(
                Event.Kind.SUBMISSION_ACCEPTED,
                Instant.now(),
                new Event.Actor(
                        Peer.inClear("c" + i, remote, new Peer.Endpoint("192.0.2.254", 587)),
                        Optional.of(new Login("u" + i % 1000, "u" + i % 1000, "SCRAM-SHA-256"))),
                Optional.of(new Event.Subject(
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        10_000,
                        Map.of(
                                "queue-id", "0123456789abcdef",
                                "message-id", "<" + i + ".bench@example.org>",
                                "reverse-path", "<u" + i % 1000 + "@example.org>",
                                "forward-paths", "<somebody@example.net>"))));
    }
}
