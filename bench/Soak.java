import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.pennypost.core.account.Password;
import org.pennypost.server.Listening;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * Mixed load through all ports of one server on Maildir, for as long as is wanted: mail by SMTP, submission (STARTTLS),
 * SMTPS and LMTP; read and removed by POP3 and IMAP in clear and over TLS, read by POP2; clients that die at any moment;
 * reloads of configuration and certificates. The server is a process of its own, whose heap after a full collection and open
 * files are written down. At the end every message that was acknowledged must have been read. Argument: minutes (1).
 */
public final class Soak {
    private static final Pattern ID = Pattern.compile("X-Soak: ([a-z0-9-]+)");
    private static final List<String> USERS = List.of("anna", "ben", "cleo", "dora");

    /** To it each client that dies is an error of the server. */
    private static final Logger MINA = Logger.getLogger("org.apache.mina");

    private final Map<Role, Integer> ports = new EnumMap<>(Role.class);
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final List<String> errors = java.util.Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private SSLSocketFactory tls;

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("serve")) {
            serve(Path.of(args[1]));
        } else {
            new Soak().run(args.length > 0 ? Double.parseDouble(args[0]) : 1);
        }
    }

    private static void serve(Path data) throws Exception {
        MINA.setLevel(Level.OFF);
        UsersFile users = UsersFile.in(data, new SecureRandom()::nextBytes);
        for (String user : USERS) {
            users.add(user, Password.of("secret"));
        }
        try (MailServer server = MailServer.start(configuration(data, 100))) {
            for (Listening port : server.listening()) {
                System.out.println(port.role() + " " + port.address().getPort());
            }
            System.out.println("CA " + server.authority().orElseThrow());
            Runtime runtime = Runtime.getRuntime();
            int megabytes = 100;
            for (int asked = System.in.read(); asked >= 0; asked = System.in.read()) {
                if (asked == 'r') {
                    server.reload(configuration(data, ++megabytes));
                } else if (asked == 'm') {
                    System.gc();
                    String[] files = new File("/proc/self/fd").list();
                    long heap = runtime.totalMemory() - runtime.freeMemory();
                    System.out.println((heap >> 10) + " " + (files == null ? -1 : files.length));
                }
            }
        }
    }

    /** Free ports on 127.0.0.1; what differs from one reload to the next is the largest message. */
    private static Configuration configuration(Path data, int megabytes) throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "[listen]", "lmtp = 0", "lmtp-address = 127.0.0.1", "pop2s = 0", "[log]", "level = warning", "[limits]",
                "message = " + megabytes + "M", "[status]", "port = off", "[login]", "failures-per-address = 1000000",
                "failures-per-account = 1000000", "[abuse]"));
        for (String rate : List.of("connections-a-minute", "messages-a-minute", "recipients-an-hour")) {
            lines.add(rate + " = 1000000");
        }
        return Configuration.of(lines, data).withData(data).withFreePorts();
    }

    private void run(double minutes) throws Exception {
        Path data = Files.createTempDirectory("pennypost-soak-");
        Process server = new ProcessBuilder(
                        "java", "-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "Soak",
                        "serve", data.toString())
                .redirectError(data.resolve("server.log").toFile())
                .start();
        BufferedReader says = new BufferedReader(new InputStreamReader(server.getInputStream()));
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("CA")) {
                tls = trust(Path.of(words[1]));
                break;
            }
            ports.put(Role.valueOf(words[0]), Integer.valueOf(words[1]));
        }
        List<Thread> clients = clients();
        clients.forEach(Thread::start);
        List<long[]> marks = new ArrayList<>();
        System.out.printf("%8s %10s %6s %8s  %s%n", "seconds", "heap KiB", "files", "errors", "done");
        long start = System.nanoTime();
        long end = start + (long) (minutes * 60e9);
        while (System.nanoTime() < end) {
            Thread.sleep(Math.max(2_000, (long) (minutes * 60_000 / 20))); // the distance of two marks
            marks.add(mark(server, says, start));
            server.getOutputStream().write('r');
            server.getOutputStream().flush();
        }
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        drain();
        marks.add(mark(server, says, start));
        server.getOutputStream().close();
        server.waitFor();
        Set<String> lost = ConcurrentHashMap.newKeySet();
        lost.addAll(acknowledged);
        lost.removeAll(read);
        String log = Files.readString(data.resolve("server.log"));
        long loud = log.lines().filter(line -> line.startsWith("SEVERE") || line.startsWith("WARNING")).count();
        System.out.printf(
                "%d acknowledged, %d of them not read again; %d errors; %d lines of the log that an operator must see%n",
                acknowledged.size(), lost.size(), errors.size(), loud);
        verdict(marks);
        errors.stream().distinct().limit(10).forEach(System.out::println);
        if (!lost.isEmpty() || !errors.isEmpty()) {
            System.out.println("see " + data);
            System.exit(1);
        }
        try (var all = Files.walk(data)) {
            all.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private long[] mark(Process server, BufferedReader says, long start) throws IOException {
        server.getOutputStream().write('m');
        server.getOutputStream().flush();
        String[] words = says.readLine().split(" ");
        long[] mark = {Long.parseLong(words[0]), Long.parseLong(words[1])};
        System.out.printf(
                "%8d %10d %6d %8d  %s%n",
                (System.nanoTime() - start) / 1_000_000_000L, mark[0], mark[1], errors.size(), new java.util.TreeMap<>(counts));
        return mark;
    }

    private static void verdict(List<long[]> marks) {
        int part = Math.max(1, marks.size() / 3);
        for (int what = 0; what < 2; what++) {
            int column = what;
            double early = marks.subList(part, 2 * part).stream().mapToLong(mark -> mark[column]).average().orElse(0);
            double late = marks.subList(marks.size() - part, marks.size()).stream()
                    .mapToLong(mark -> mark[column])
                    .average()
                    .orElse(0);
            System.out.printf(
                    "%s: %.0f in the second third, %.0f in the last, ratio %.2f%n",
                    what == 0 ? "heap KiB" : "files", early, late, late / early);
        }
    }

    private List<Thread> clients() {
        List<Thread> all = new ArrayList<>();
        all.add(client("smtp", () -> send(Role.SMTP, false)));
        all.add(client("submission", () -> send(Role.SUBMISSION, true)));
        all.add(client("smtps", () -> send(Role.SMTPS, true)));
        all.add(client("lmtp", () -> send(Role.LMTP, false)));
        all.add(client("pop3", () -> pop3(Role.POP3, "anna")));
        all.add(client("pop3s", () -> pop3(Role.POP3S, "ben")));
        all.add(client("imap", () -> imap(Role.IMAP, "cleo")));
        all.add(client("imaps", () -> imap(Role.IMAPS, "dora")));
        all.add(client("pop2", this::pop2));
        all.add(client("deaths", this::die));
        all.add(client("deaths", this::die));
        return all;
    }

    private interface Turn {
        void run() throws IOException;
    }

    private Thread client(String name, Turn turn) {
        return new Thread(() -> {
            while (!over.get()) {
                try {
                    turn.run();
                    counts.computeIfAbsent(name, key -> new AtomicLong()).incrementAndGet();
                } catch (IOException | RuntimeException e) {
                    if (!isInUse(e)) {
                        errors.add(name + ": " + e);
                    }
                }
            }
        });
    }

    /** Somebody else, dying perhaps, has the maildrop: RFC 2449 §8.1.1. */
    private static boolean isInUse(Exception e) {
        return String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT).matches(".*(in.use|open in another connection).*");
    }

    private void send(Role role, boolean login) throws IOException {
        try (Line line = open(role)) {
            line.expect("220");
            if (role == Role.SUBMISSION) {
                line.ask("EHLO soak", "250 ");
                line.ask("STARTTLS", "220");
                line.secure();
            }
            line.ask((role == Role.LMTP ? "LHLO" : "EHLO") + " soak", "250 ");
            if (login) {
                line.ask("AUTH PLAIN AGFubmEAc2VjcmV0", "235"); // anna, secret
            }
            for (int i = 0; i < 5; i++) {
                String id = "m" + ids.incrementAndGet();
                line.ask("MAIL FROM:<anna@localhost>", "250 ");
                line.ask("RCPT TO:<" + USERS.get((int) (ids.get() % USERS.size())) + "@localhost>", "250 ");
                line.ask("DATA", "354");
                line.send("X-Soak: " + id + "\r\nSubject: soak\r\n\r\n" + "text of a line\r\n".repeat(50 + i * 200) + ".");
                line.expect("250 ");
                acknowledged.add(id);
            }
            line.ask("QUIT", "221");
        }
    }

    private void pop3(Role role, String user) throws IOException {
        try (Line line = open(role)) {
            line.expect("+OK");
            line.ask("USER " + user, "+OK");
            line.ask("PASS secret", "+OK");
            int count = Integer.parseInt(line.ask("STAT", "+OK").split(" ")[1]);
            for (int i = 1; i <= Math.min(count, 50); i++) {
                line.ask("RETR " + i, "+OK");
                note(line.untilDot());
                line.ask("DELE " + i, "+OK");
            }
            line.ask("QUIT", "+OK");
        }
    }

    private void imap(Role role, String user) throws IOException {
        try (Line line = open(role)) {
            line.expect("* OK");
            line.ask("a LOGIN " + user + " secret", "a OK");
            line.ask("b SELECT INBOX", "b OK");
            note(line.ask("c UID FETCH 1:* (UID FLAGS BODY.PEEK[HEADER])", "c OK"));
            line.ask("d UID STORE 1:* +FLAGS.SILENT (\\Seen)", "d OK");
            // what has come since the FETCH is not seen, and stays
            String seen = line.ask("e UID SEARCH SEEN", "e OK");
            Matcher uids = Pattern.compile("\\* SEARCH((?: [0-9]+)+)").matcher(seen);
            if (uids.find()) {
                note(line.ask("f UID FETCH " + uids.group(1).strip().replace(' ', ',') + " BODY.PEEK[]", "f OK"));
                line.ask("g UID MOVE " + uids.group(1).strip().replace(' ', ',') + " Trash", "g OK");
            }
            line.ask("h SELECT Trash", "h OK");
            line.ask("i STORE 1:* +FLAGS (\\Deleted)", "i ");
            line.ask("j EXPUNGE", "j OK");
            line.ask("k IDLE", "+");
            line.ask("DONE", "k OK");
            line.ask("l LOGOUT", "l OK");
        }
    }

    private void pop2() throws IOException {
        try (Line line = open(Role.POP2)) {
            line.expect("+");
            if (!line.ask("HELO anna secret", "#").startsWith("#0")) {
                line.ask("READ 1", "=");
            }
            line.ask("QUIT", "+");
        }
    }

    /** Says a part of something, and is gone. */
    private void die() throws IOException {
        Random random = new Random();
        Role role = List.copyOf(ports.keySet()).get(random.nextInt(ports.size()));
        String all = role.name().startsWith("IMAP")
                ? "a LOGIN cleo secret\r\nb SELECT INBOX\r\nc FETCH 1:* BODY.PEEK[]\r\nd APPEND INBOX {1000}\r\n"
                : role.name().startsWith("POP")
                        ? "USER anna\r\nPASS secret\r\nRETR 1\r\nRETR 2\r\n"
                        : "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<anna@localhost>\r\nDATA\r\nSubject: half\r\n\r\nhalf a mess";
        boolean secured = role.implicitTls() && random.nextBoolean();
        try (Socket socket = secured
                ? tls.createSocket("localhost", ports.get(role))
                : new Socket("localhost", ports.get(role))) {
            socket.setSoLinger(random.nextBoolean(), 0);
            socket.getOutputStream()
                    .write(all.substring(0, random.nextInt(all.length())).getBytes(StandardCharsets.US_ASCII));
            if (random.nextBoolean()) {
                socket.setSoTimeout(50);
                socket.getInputStream().read(new byte[100]);
            }
        } catch (java.net.SocketTimeoutException | java.net.SocketException | javax.net.ssl.SSLException expected) {
            counts.computeIfAbsent("deaths", key -> new AtomicLong());
        }
    }

    private void drain() throws IOException {
        over.set(true);
        for (int i = 0; i < 200 && !read.containsAll(acknowledged); i++) {
            try {
                pop3(Role.POP3, "anna");
                pop3(Role.POP3S, "ben");
            } catch (IOException e) {
                if (!isInUse(e)) {
                    throw e;
                }
            }
            imap(Role.IMAP, "cleo");
            imap(Role.IMAPS, "dora");
        }
    }

    private void note(String text) {
        Matcher ids = ID.matcher(text);
        while (ids.find()) {
            read.add(ids.group(1));
        }
    }

    private Line open(Role role) throws IOException {
        Socket socket = role.implicitTls()
                ? tls.createSocket("localhost", ports.get(role))
                : new Socket("localhost", ports.get(role));
        return new Line(socket);
    }

    private static SSLSocketFactory trust(Path authority) throws Exception {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            keys.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** A client's line. */
    private final class Line implements AutoCloseable {
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;

        private Line(Socket socket) throws IOException {
            socket.setSoTimeout(60_000);
            use(socket);
        }

        private void use(Socket next) throws IOException {
            socket = next;
            in = new BufferedReader(new InputStreamReader(next.getInputStream(), StandardCharsets.ISO_8859_1));
            out = next.getOutputStream();
        }

        private void secure() throws IOException {
            use(tls.createSocket(socket, "localhost", socket.getPort(), true));
        }

        private void send(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        private String ask(String line, String wanted) throws IOException {
            send(line);
            return expect(wanted);
        }

        /** All lines up to one that begins like this. */
        private String expect(String wanted) throws IOException {
            StringBuilder all = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                all.append(line).append('\n');
                if (line.startsWith(wanted)) {
                    return all.toString().strip();
                }
                boolean no = line.matches("(?:[45][0-9][0-9] |-ERR|- |[a-z] (?:NO|BAD)).*");
                if (no) {
                    throw new IOException(line);
                }
            }
            throw new IOException("closed before " + wanted + ": " + all);
        }

        private String untilDot() throws IOException {
            StringBuilder all = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                all.append(line).append('\n');
            }
            return all.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
