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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * What evidence costs: messages accepted and messages retrieved, by a server with it and by one without. Both are in
 * one process, so that they run the same compiled code, and have their turns in the order on, off, off, on, so that
 * what grows warmer or busier meanwhile counts for both. Prints the rates, the process's CPU time for each message, and
 * the median and the quartiles of the ratios of all rounds. Arguments: rounds (40), milliseconds of each turn (500),
 * connections (10), KB of a message (10).
 */
public final class EvidenceCost {
    private static final int USERS = 200;
    private static final int MESSAGES = 100;

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("serve")) {
            serve("on");
            serve("off");
            Thread.currentThread().join();
        }
        int rounds = argument(args, 0, 40);
        int millis = argument(args, 1, 500);
        int connections = argument(args, 2, 10);
        int size = argument(args, 3, 10) * 1024;
        Process process = new ProcessBuilder(
                        "java", "-Xmx1g", "-cp", System.getProperty("java.class.path"), "EvidenceCost", "serve")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader says = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            Server with = Server.said(process, says);
            Server without = Server.said(process, says);
            Turns turns = new Turns(connections, millis);
            compare("accepted", rounds, turns.of(with, senders(with, connections, size)),
                    turns.of(without, senders(without, connections, size)));
            compare("retrieved", rounds, turns.of(with, readers(with, connections)),
                    turns.of(without, readers(without, connections)));
        } finally {
            process.destroy();
        }
    }

    private static int argument(String[] args, int at, int usual) {
        return args.length > at ? Integer.parseInt(args[at]) : usual;
    }

    /** What was done, in how many seconds and with how many of the process's CPU. */
    private record Work(long done, double seconds, double cpu) {
        Work plus(Work other) {
            return new Work(done + other.done, seconds + other.seconds, cpu + other.cpu);
        }

        double rate() {
            return done / seconds;
        }

        double micros() {
            return 1e6 * cpu / done;
        }
    }

    private static void compare(String what, int rounds, Callable<Work> with, Callable<Work> without)
            throws Exception {
        Work on = new Work(0, 0, 0);
        Work off = on;
        double[] rates = new double[rounds];
        double[] cpus = new double[rounds];
        for (int round = -rounds / 4; round < rounds; round++) {
            Work first = with.call();
            Work not = without.call().plus(without.call());
            Work did = first.plus(with.call());
            if (round >= 0) {
                on = on.plus(did);
                off = off.plus(not);
                rates[round] = did.rate() / not.rate();
                cpus[round] = did.micros() / not.micros();
            }
        }
        print(what + " a second", on.rate(), off.rate(), rates);
        print(what + ", µs of CPU each", on.micros(), off.micros(), cpus);
    }

    private static void print(String what, double with, double without, double[] ratios) {
        Arrays.sort(ratios);
        double[] percent =
                Arrays.stream(ratios).map(ratio -> 100 * (ratio - 1)).toArray();
        int quarter = ratios.length / 4;
        System.out.printf(
                "%-28s with %.1f, without %.1f, %+.1f %% (rounds: median %+.1f %%, quartiles %+.1f and %+.1f %%)%n",
                what,
                with,
                without,
                100 * (with / without - 1),
                percent[2 * quarter],
                percent[quarter],
                percent[3 * quarter]);
    }

    /** One message over a line that is ready. */
    private interface Deed {
        void run() throws IOException;
    }

    private static List<Deed> senders(Server server, int connections, int size) throws IOException {
        byte[] message = ("Subject: cost\r\nMessage-ID: <cost@example.org>\r\n\r\n"
                        + ("x".repeat(76) + "\r\n").repeat(size / 78) + ".\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Line line = new Line(server.smtp);
            line.expect("220");
            line.say("HELO bench.example", "250");
            AtomicInteger next = new AtomicInteger(i);
            deeds.add(() -> {
                line.say("MAIL FROM:<a@example.org>", "250");
                line.say("RCPT TO:<u" + next.getAndIncrement() % USERS + "@localhost>", "250");
                line.say("DATA", "354");
                line.out.write(message);
                line.expect("250");
            });
        }
        return deeds;
    }

    private static List<Deed> readers(Server server, int connections) throws IOException {
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Line line = new Line(server.pop);
            line.expect("+OK");
            line.say("USER u" + i, "+OK");
            line.say("PASS secret", "+OK");
            int count = Math.min(MESSAGES, Integer.parseInt(line.say("STAT", "+OK").split(" ")[1]));
            AtomicInteger next = new AtomicInteger();
            deeds.add(() -> {
                line.say("RETR " + (1 + next.getAndIncrement() % count), "+OK");
                line.text();
            });
        }
        return deeds;
    }

    /** Lets connections work for a while, all at once. */
    private static final class Turns {
        private final ExecutorService clients;
        private final int millis;

        Turns(int connections, int millis) {
            this.millis = millis;
            this.clients = Executors.newFixedThreadPool(connections, task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            });
        }

        Callable<Work> of(Server server, List<Deed> deeds) {
            return () -> {
                double before = server.cpu();
                long start = System.nanoTime();
                List<Future<Integer>> all = new ArrayList<>();
                for (Deed deed : deeds) {
                    all.add(clients.submit(() -> repeat(deed, start + millis * 1_000_000L)));
                }
                long done = 0;
                for (Future<Integer> one : all) {
                    done += one.get();
                }
                return new Work(done, (System.nanoTime() - start) / 1e9, server.cpu() - before);
            };
        }

        private static int repeat(Deed deed, long end) throws IOException {
            int done = 0;
            while (System.nanoTime() < end) {
                deed.run();
                done++;
            }
            return done;
        }
    }

    private record Server(Process process, int smtp, int pop) {
        static Server said(Process process, BufferedReader says) throws IOException {
            return new Server(process, Integer.parseInt(says.readLine()), Integer.parseInt(says.readLine()));
        }

        /** In seconds, to a hundredth. */
        double cpu() throws IOException {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        }
    }

    private static final class Line {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[64 * 1024];
        private int at;
        private int end;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        String say(String command, String code) throws IOException {
            out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return expect(code);
        }

        String expect(String code) throws IOException {
            String line = line();
            if (!line.startsWith(code)) {
                throw new IOException(line);
            }
            return line;
        }

        /** Reads a text to its end. */
        void text() throws IOException {
            while (!line().equals(".")) {
                // the text
            }
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                if (at == end) {
                    at = 0;
                    end = in.read(buffer);
                    if (end < 0) {
                        throw new IOException("closed");
                    }
                }
                char c = (char) buffer[at++];
                if (c == '\n') {
                    line.setLength(line.length() - 1);
                    return line.toString();
                }
                line.append(c);
            }
        }
    }

    private static void serve(String evidence) throws Exception {
        Path directory = Files.createTempDirectory("cost");
        UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
        for (int i = 0; i < USERS; i++) {
            users.add("u" + i, Password.of("secret"));
        }
        Path file = Files.write(directory.resolve("conf"), Arrays.asList("[evidence]", "keep = " + evidence));
        MailServer server = MailServer.start(Configuration.read(file).withData(directory).withFreePorts());
        System.out.println(server.address(Role.SMTP).orElseThrow().getPort());
        System.out.println(server.address(Role.POP3).orElseThrow().getPort());
    }
}
