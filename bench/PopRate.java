import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.demo.Trust;

/**
 * What POP3 delivers, from a Maildir over sockets: RETR of everything one by one, pipelined and over TLS, LIST and UIDL of
 * a large maildrop, and logins. Server and clients share one process, whose CPU less that of the client threads is the
 * server's. The first row is a bare server that reads the same files and writes them to the socket, without a protocol
 * or a thread changed: what can be had at most. Arguments: messages a mailbox (1000), connections (10), messages of the
 * large maildrop (100000), rounds (3).
 */
public final class PopRate {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path data = Files.createTempDirectory("pop-rate");
    private final int messages;
    private final int connections;
    private final int large;
    private final int rounds;
    private double barePerSecond;

    private PopRate(int messages, int connections, int large, int rounds) throws IOException {
        this.messages = messages;
        this.connections = connections;
        this.large = large;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int[] values = {1000, 10, 100_000, 3};
        for (int i = 0; i < args.length; i++) {
            values[i] = Integer.parseInt(args[i]);
        }
        PopRate bench = new PopRate(values[0], values[1], values[2], values[3]);
        try {
            bench.run();
        } finally {
            bench.clean();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        populate();
        Path file = Files.write(
                data.resolve("pop.conf"),
                List.of("[server]", "data = .", "[listen]", "address = 127.0.0.1", "[log]", "level = warning"));
        MailServer server = MailServer.start(Configuration.read(file).withFreePorts());
        SocketFactory clear = SocketFactory.getDefault();
        SocketFactory tls = Trust.in(server.authority().orElseThrow());
        InetSocketAddress pop3 = server.address(Role.POP3).orElseThrow();
        InetSocketAddress pop3s = server.address(Role.POP3S).orElseThrow();
        try (ServerSocket bare = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> serveFiles(bare));
            acceptor.setDaemon(true);
            acceptor.start();
            InetSocketAddress files = (InetSocketAddress) bare.getLocalSocketAddress();
            row("bare, one by one", connections, number -> retrieve(clear, files, number, 1));
        }
        row("RETR one by one", connections, number -> retrieve(clear, pop3, number, 1));
        row("RETR one connection", 1, number -> retrieve(clear, pop3, number, 1));
        row("RETR pipelined by 20", connections, number -> retrieve(clear, pop3, number, 20));
        row("RETR over TLS", connections, number -> retrieve(tls, pop3s, number, 1));
        row("LIST and UIDL of " + large, 1, number -> list(clear, pop3));
        row("login, STAT, QUIT", connections, number -> logins(clear, pop3, number));
        server.stop(Duration.ofSeconds(5));
    }

    /** What one client did. */
    private record Work(long operations, long octets, long cpuNanos) {}

    @FunctionalInterface
    private interface Client {
        long[] work(int number) throws IOException;
    }

    private void row(String name, int clients, Client client) throws Exception {
        List<double[]> results = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            double[] result = round(clients, client);
            if (round >= 0) {
                results.add(result); // the first is to warm up
            }
        }
        results.sort((one, other) -> Double.compare(one[0], other[0]));
        double[] median = results.get(rounds / 2);
        barePerSecond = barePerSecond == 0 ? median[0] : barePerSecond;
        String ratio = name.startsWith("RETR") ? String.format("   %.2f of bare", median[0] / barePerSecond) : "";
        System.out.printf(
                "%-26s %,10.0f/s %8.1f MB/s %8.4f ms of CPU each%s%n",
                name, median[0], median[1], median[2], ratio);
    }

    private static double[] round(int clients, Client client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        List<Future<Work>> works = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            Callable<Work> one = () -> {
                long before = THREADS.getCurrentThreadCpuTime();
                long[] done = client.work(number);
                return new Work(done[0], done[1], THREADS.getCurrentThreadCpuTime() - before);
            };
            works.add(threads.submit(one));
        }
        long operations = 0;
        long octets = 0;
        long ofClients = 0;
        for (Future<Work> work : works) {
            operations += work.get().operations();
            octets += work.get().octets();
            ofClients += work.get().cpuNanos();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double serverCpu = (SYSTEM.getProcessCpuTime() - cpu - ofClients) / 1e6;
        threads.shutdown();
        return new double[] {operations / seconds, octets / seconds / 1e6, serverCpu / operations};
    }

    private long[] retrieve(SocketFactory sockets, InetSocketAddress address, int number, int pipeline)
            throws IOException {
        try (Line line = new Line(sockets, address)) {
            line.login("u" + number);
            for (int first = 1; first <= messages; first += pipeline) {
                StringBuilder commands = new StringBuilder();
                int behind = Math.min(messages + 1, first + pipeline);
                for (int message = first; message < behind; message++) {
                    commands.append("RETR ").append(message).append("\r\n");
                }
                line.say(commands.toString());
                for (int message = first; message < behind; message++) {
                    line.readAll();
                }
            }
            line.say("QUIT\r\n");
            line.read();
            return new long[] {messages, line.octets};
        }
    }

    private long[] list(SocketFactory sockets, InetSocketAddress address) throws IOException {
        try (Line line = new Line(sockets, address)) {
            line.login("large");
            for (int i = 0; i < 10; i++) {
                line.say("LIST\r\nUIDL\r\n");
                line.readAll();
                line.readAll();
            }
            return new long[] {10, line.octets};
        }
    }

    private long[] logins(SocketFactory sockets, InetSocketAddress address, int number) throws IOException {
        long octets = 0;
        for (int i = 0; i < messages; i++) {
            try (Line line = new Line(sockets, address)) {
                line.login("u" + number);
                line.say("STAT\r\n");
                line.read();
                line.say("QUIT\r\n");
                line.read();
                octets += line.octets;
            }
        }
        return new long[] {messages, octets};
    }

    /** One connection of a client that only counts. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final byte[] buffer = new byte[64 * 1024];
        private int at;
        private int end;
        private long octets;

        Line(SocketFactory sockets, InetSocketAddress address) throws IOException {
            socket = sockets.createSocket("localhost", address.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        }

        void login(String user) throws IOException {
            read();
            say("USER " + user + "\r\n");
            read();
            say("PASS secret\r\n");
            read();
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads a line. */
        void read() throws IOException {
            while (octet() != '\n') {
                // what it says does not matter here
            }
        }

        /** Reads lines to the one of one dot. */
        void readAll() throws IOException {
            int state = 0; // 1 behind CRLF, 2 behind a dot there, 3 behind its CR
            for (int octet = octet(); state != 3 || octet != '\n'; octet = octet()) {
                if (octet == '\n') {
                    state = 1;
                } else if (state == 1 && octet == '.') {
                    state = 2;
                } else {
                    state = state == 2 && octet == '\r' ? 3 : 0;
                }
            }
        }

        private int octet() throws IOException {
            if (at == end) {
                end = in.read(buffer);
                at = 0;
                if (end < 0) {
                    throw new IOException("the server closed the connection");
                }
                octets += end;
            }
            return buffer[at++];
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Answers each line with the next file, ended as POP3 wants it. */
    private void serveFiles(ServerSocket port) {
        try {
            while (true) {
                Socket socket = port.accept();
                Thread thread = new Thread(() -> serveFiles(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // the row is over
        }
    }

    private void serveFiles(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 256 * 1024);
            List<Path> files = List.of();
            say(out, "+OK\r\n");
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                line.append((char) octet);
                if (octet != '\n') {
                    continue;
                }
                String command = line.toString();
                line.setLength(0);
                if (command.startsWith("RETR ")) {
                    int message = Integer.parseInt(command.substring(5).strip());
                    out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(Files.readAllBytes(files.get(message - 1)));
                    say(out, ".\r\n");
                } else {
                    files = command.startsWith("USER ") ? files(command.substring(5).strip()) : files;
                    say(out, "+OK\r\n");
                }
            }
        } catch (IOException gone) {
            // the client has what it wanted
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private List<Path> files(String user) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("mail").resolve(user).resolve("Maildir/cur"))) {
            return files.sorted().toList();
        }
    }

    /** Mail of 2 to 200 KiB, mostly small, and a large maildrop of short messages. */
    private void populate() throws IOException {
        StringBuilder users = new StringBuilder("large:{PLAIN}secret\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int user = 0; user < connections; user++) {
            users.append("u").append(user).append(":{PLAIN}secret\n");
            for (int message = 0; message < messages; message++) {
                write("u" + user, message, (int) (2048 * Math.pow(100, Math.pow(random.nextDouble(), 2.2))));
            }
        }
        for (int message = 0; message < large; message++) {
            write("large", message, 100);
        }
        Files.writeString(data.resolve("users"), users);
    }

    private void write(String user, int message, int size) throws IOException {
        Path maildir = data.resolve("mail").resolve(user).resolve("Maildir");
        if (message == 0) {
            for (String sub : List.of("cur", "new", "tmp")) {
                Files.createDirectories(maildir.resolve(sub));
            }
        }
        String header = "Subject: " + message + "\r\n\r\n";
        String body = "A line of seventy octets or so, as people write them, with a dot at its end.\r\n";
        byte[] octets = (header + body.repeat(1 + size / body.length())).getBytes(StandardCharsets.US_ASCII);
        String name = String.format("%010d.bench,S=%d,W=%d:2,", message, octets.length, octets.length);
        Files.write(maildir.resolve("cur").resolve(name), octets);
    }

    private void clean() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
