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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * What evidence costs: messages accepted and messages retrieved, by a server with it and by one without, turn about on the
 * same machine. Prints rates, the server's CPU time for each message, and the ratios of the medians. Arguments: rounds
 * (7), seconds for each (3), connections (10), KB of a message (10).
 */
public final class EvidenceCost {
    private static final int USERS = 50;

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("serve")) {
            serve(Path.of(args[1]), args[2]);
            return;
        }
        int rounds = argument(args, 0, 7);
        int seconds = argument(args, 1, 3);
        int connections = argument(args, 2, 10);
        int size = argument(args, 3, 10) * 1024;
        Server with = Server.start("on");
        Server without = Server.start("off");
        List<List<double[]>> results = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            for (int round = -1; round < rounds; round++) {
                List<Server> order = round % 2 == 0 ? List.of(with, without) : List.of(without, with);
                for (Server server : order) {
                    double[] intake = run(server, connections, seconds, number -> send(server, number, size, seconds));
                    double[] retrieval = run(server, connections, seconds, number -> read(server, number, seconds));
                    if (round >= 0) {
                        results.get(server == with ? 0 : 1).add(intake);
                        results.get(server == with ? 2 : 3).add(retrieval);
                    }
                }
            }
            print("intake", results.get(0), results.get(1));
            print("retrieval", results.get(2), results.get(3));
        } finally {
            with.process.destroy();
            without.process.destroy();
        }
    }

    private static int argument(String[] args, int at, int usual) {
        return args.length > at ? Integer.parseInt(args[at]) : usual;
    }

    private static void print(String what, List<double[]> with, List<double[]> without) {
        for (int value = 0; value < 2; value++) {
            double on = median(with, value);
            double off = median(without, value);
            System.out.printf(
                    "%-9s %s: with %.2f, without %.2f, %+.1f %%%n",
                    what, value == 0 ? "messages a second" : "CPU ms a message ", on, off, 100 * (on / off - 1));
        }
    }

    private static double median(List<double[]> results, int value) {
        double[] sorted = results.stream().mapToDouble(result -> result[value]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private record Server(Process process, int smtp, int pop) {
        static Server start(String evidence) throws IOException {
            Process process = new ProcessBuilder(
                            "java", "-cp", System.getProperty("java.class.path"), "EvidenceCost", "serve",
                            Files.createTempDirectory("cost").toString(), evidence)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader says = new BufferedReader(new InputStreamReader(process.getInputStream()));
            return new Server(process, Integer.parseInt(says.readLine()), Integer.parseInt(says.readLine()));
        }

        double cpuMillis() throws IOException {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return 10.0 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        }
    }

    private interface Client {
        int work(int number) throws IOException;
    }

    /** Operations a second, and CPU milliseconds of the server for each. */
    private static double[] run(Server server, int connections, int seconds, Client client) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        double before = server.cpuMillis();
        long start = System.nanoTime();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int number = i;
            all.add(clients.submit(() -> client.work(number)));
        }
        int done = 0;
        for (Future<Integer> one : all) {
            done += one.get();
        }
        clients.shutdown();
        double took = (System.nanoTime() - start) / 1e9;
        return new double[] {done / took, (server.cpuMillis() - before) / done};
    }

    private static int send(Server server, int number, int size, int seconds) throws IOException {
        byte[] message = ("Subject: cost\r\nMessage-ID: <cost@example.org>\r\n\r\n"
                        + ("x".repeat(76) + "\r\n").repeat(size / 78) + ".\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int done = 0;
        try (Line line = new Line(server.smtp)) {
            line.expect("220");
            line.say("HELO bench.example", "250");
            while (System.nanoTime() < end) {
                line.say("MAIL FROM:<a@example.org>", "250");
                line.say("RCPT TO:<u" + (number + done) % USERS + "@localhost>", "250");
                line.say("DATA", "354");
                line.out.write(message);
                line.expect("250");
                done++;
            }
        }
        return done;
    }

    private static int read(Server server, int number, int seconds) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int done = 0;
        try (Line line = new Line(server.pop)) {
            line.expect("+OK");
            line.say("USER u" + number, "+OK");
            line.say("PASS secret", "+OK");
            int count = Integer.parseInt(line.say("STAT", "+OK").split(" ")[1]);
            while (System.nanoTime() < end) {
                line.say("RETR " + (1 + done % count), "+OK");
                while (!line.line().equals(".")) {
                    // the text
                }
                done++;
            }
        }
        return done;
    }

    private static final class Line implements AutoCloseable {
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

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void serve(Path directory, String evidence) throws Exception {
        UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
        for (int i = 0; i < USERS; i++) {
            users.add("u" + i, Password.of("secret"));
        }
        Path file = Files.write(
                directory.resolve("conf"), Arrays.asList("[evidence]", "keep = " + evidence));
        MailServer server = MailServer.start(Configuration.read(file).withData(directory).withFreePorts());
        System.out.println(server.address(Role.SMTP).orElseThrow().getPort());
        System.out.println(server.address(Role.POP3).orElseThrow().getPort());
        Thread.currentThread().join();
    }
}
