import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * Messages a second that are accepted and durable, from 1, 10 and 50 connections, of 2, 10 and 100 KB, with a round
 * trip for each of MAIL with RCPT and DATA, and for the message. Arguments: seconds for each (3), the kind of store
 * (maildir), and perhaps the port and domain of another server on this machine, measured alternately, and its process:
 * {@code 3 maildir 2526 bench.test 4711}. Users there are u0 to u49.
 */
public final class SmtpIntake {
    private static final int USERS = 50;

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("serve")) {
            serve(Path.of(args[1]), args[2]);
            return;
        }
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        String store = args.length > 1 ? args[1] : "maildir";
        Process server = new ProcessBuilder(
                        "java", "-cp", System.getProperty("java.class.path"), "SmtpIntake", "serve",
                        Files.createTempDirectory("intake").toString(), store)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader says = new BufferedReader(new InputStreamReader(server.getInputStream()))) {
            Target ours = new Target("pennypost", Integer.parseInt(says.readLine()), "localhost", server.pid());
            Optional<Target> other = args.length > 4
                    ? Optional.of(new Target("other", Integer.parseInt(args[2]), args[3], Long.parseLong(args[4])))
                    : Optional.empty();
            run(ours, 10, 2048, 2 * seconds); // warm
            for (int size : new int[] {2048, 10_240, 102_400}) {
                for (int connections : new int[] {1, 10, 50}) {
                    run(ours, connections, size, seconds).print(ours, connections, size);
                    if (other.isPresent()) {
                        run(other.get(), connections, size, seconds).print(other.get(), connections, size);
                    }
                }
            }
        } finally {
            server.destroy();
        }
    }

    private record Target(String name, int port, String domain, long process) {
        /**
         * CPU time of the process and its descendants, those that have ended and were waited for too: a server of many
         * processes would look cheap without them. From Linux's /proc, in ticks of 10 ms.
         */
        Duration cpu() {
            ProcessHandle root = ProcessHandle.of(process).orElseThrow();
            long ticks = Stream.concat(Stream.of(root), root.descendants())
                    .mapToLong(one -> ticks(one.pid()))
                    .sum();
            return Duration.ofMillis(ticks * 10);
        }

        private static long ticks(long pid) {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                // utime, stime, cutime, cstime
                return Stream.of(11, 12, 13, 14).mapToLong(i -> Long.parseLong(fields[i])).sum();
            } catch (IOException ended) {
                return 0; // its parent has its time by now
            }
        }
    }

    private record Result(long[] nanos, double seconds, Duration cpu) {
        void print(Target target, int connections, int size) {
            System.out.printf(
                    "%-10s %3d KB %3d connections: %6.0f/s  p50 %6.1f ms  p99 %6.1f ms  CPU %.2f ms each%n",
                    target.name(), size / 1024, connections, nanos.length / seconds, nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6, cpu.toNanos() / 1e6 / nanos.length);
        }
    }

    private static Result run(Target target, int connections, int size, int seconds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        Duration before = target.cpu();
        long start = System.nanoTime();
        List<Future<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int number = i;
            all.add(clients.submit(() -> send(target, number, size, start + seconds * 1_000_000_000L)));
        }
        List<Long> nanos = new ArrayList<>();
        for (Future<List<Long>> one : all) {
            nanos.addAll(one.get());
        }
        double took = (System.nanoTime() - start) / 1e9;
        clients.shutdown();
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Result(sorted, took, target.cpu().minus(before));
    }

    private static List<Long> send(Target target, int number, int size, long end) throws IOException {
        List<Long> nanos = new ArrayList<>();
        byte[] message = ("Subject: intake\r\n\r\n" + ("x".repeat(76) + "\r\n").repeat(size / 78) + ".\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            out.write("EHLO bench.example\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, "250");
            for (int i = number; System.nanoTime() < end; i++) {
                long start = System.nanoTime();
                String to = "u" + i % USERS + "@" + target.domain();
                out.write(("MAIL FROM:<a@example.org>\r\nRCPT TO:<" + to + ">\r\nDATA\r\n").getBytes(StandardCharsets.US_ASCII));
                expect(in, "250");
                expect(in, "250");
                expect(in, "354");
                out.write(message);
                expect(in, "250");
                nanos.add(System.nanoTime() - start);
            }
        }
        return nanos;
    }

    private static void expect(InputStream in, String code) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 4 || line.charAt(line.length() - 1) != '\n') {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed");
            }
            line.append((char) octet);
            if (octet == '\n' && line.charAt(3) == '-') {
                line.setLength(0);
            }
        }
        if (line.indexOf(code) != 0) {
            throw new IOException(line.toString());
        }
    }

    private static void serve(Path directory, String store) throws Exception {
        UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
        for (int i = 0; i < USERS; i++) {
            users.add("u" + i, Password.of("secret"));
        }
        Path file = Files.write(directory.resolve("conf"), List.of("[store]", "kind = " + store));
        MailServer server = MailServer.start(Configuration.read(file).withData(directory).withFreePorts());
        System.out.println(server.address(Role.SMTP).orElseThrow().getPort());
        Thread.currentThread().join();
    }
}
