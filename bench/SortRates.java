import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.imap.ImapServer;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.drive.DriveLimits;
import org.pennypost.store.maildir.MaildirProvider;

/**
 * SORT and THREAD of a large mailbox on disk, cold (no cache is there) and warm: elapsed time and CPU of the server, in three rounds.
 *
 * <pre>
 *   make MAILDIR [COUNT]                      writes a Maildir of 100,000 messages of 3 KB, a third of them replies
 *   own STORE USER                            our server, in this process; the Maildir is STORE/USER/Maildir
 *   peer PORT LOGIN PASSWORD PID COLD         another server, whose processes descend from PID; COLD is a shell command
 *                                             that takes away what it keeps of the mailbox
 * </pre>
 */
public final class SortRates {
    private static final List<String> COMMANDS = List.of(
            "SORT (DATE) UTF-8 ALL",
            "SORT (SUBJECT) UTF-8 ALL",
            "THREAD REFERENCES UTF-8 ALL",
            "UID SORT RETURN (MIN MAX COUNT) (REVERSE ARRIVAL) UTF-8 UNSEEN");
    private static final int ROUNDS = 3;
    private static final int WARM = 5;

    private interface Act {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "make" -> make(Path.of(args[1]), args.length > 2 ? Integer.parseInt(args[2]) : 100_000);
            case "own" -> own(Path.of(args[1]), args[2]);
            default -> {
                long pid = Long.parseLong(args[4]);
                rows(Integer.parseInt(args[1]), args[2], args[3], () -> cpuOf(pid), () -> shell(args[5]));
            }
        }
        System.exit(0);
    }

    private static void own(Path store, String user) throws Exception {
        Path maildir = store.resolve(user).resolve("Maildir");
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (MailStore mail = new MaildirProvider().open(store, Map.of("index", "off"))) {
            Surroundings world = new Surroundings("bench.test", InstantSource.system(), new SecureRandom()::nextBytes);
            ImapServer imap = ImapServer.with(mail, new MemoryAuthenticator().user(user, "x"), world);
            Drive drive = Drive.start(DriveLimits.DEFAULT, () -> {
                throw new IllegalStateException("no TLS here");
            });
            int port = drive.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), imap, false)
                    .address()
                    .getPort();
            rows(port, user, "x", system::getProcessCpuTime, () -> {
                try (var files = Files.newDirectoryStream(maildir, "pennypost-cache-*")) {
                    for (Path file : files) {
                        Files.delete(file);
                    }
                }
            });
        }
    }

    private static void rows(int port, String login, String password, LongSupplier cpu, Act cold) throws Exception {
        once(port, login, password, "SORT (ARRIVAL) UTF-8 ALL", cpu); // the list of UIDs
        for (int i = 0; i < ROUNDS * COMMANDS.size(); i++) {
            String command = COMMANDS.get(i % COMMANDS.size());
            cold.run();
            long[] first = once(port, login, password, command, cpu);
            long[][] warm = new long[WARM][];
            for (int j = 0; j < WARM; j++) {
                warm[j] = once(port, login, password, command, cpu);
            }
            Arrays.sort(warm, (one, other) -> Long.compare(one[1], other[1]));
            System.out.printf(
                    "%-64s cold %6d ms, CPU %6d ms   warm %6d ms, CPU %6d ms   answer %d octets%n",
                    command, first[0], first[1], warm[WARM / 2][0], warm[WARM / 2][1], first[2]);
        }
    }

    /** Elapsed and CPU time of one command, in ms, on a connection of its own, and how long its answer is. */
    private static long[] once(int port, String login, String password, String command, LongSupplier cpu)
            throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            say(socket, in, "a LOGIN " + login + " " + password);
            say(socket, in, "a SELECT INBOX");
            long cpuBefore = cpu.getAsLong();
            long before = System.nanoTime();
            long octets = say(socket, in, "a " + command);
            long millis = (System.nanoTime() - before) / 1_000_000;
            long used = (cpu.getAsLong() - cpuBefore) / 1_000_000;
            say(socket, in, "a LOGOUT");
            return new long[] {millis, used, octets};
        }
    }

    private static long say(Socket socket, InputStream in, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder start = new StringBuilder();
        long octets = 0;
        while (true) {
            int octet = in.read();
            octets++;
            if (octet < 0) {
                throw new IOException("closed");
            } else if (octet == '\n') {
                String line = start.toString();
                if (line.startsWith("a ")) {
                    if (!line.startsWith("a OK")) {
                        throw new IOException(command + ": " + line);
                    }
                    return octets;
                }
                start.setLength(0);
            } else if (start.length() < 100) {
                start.append((char) octet);
            }
        }
    }

    private static long cpuOf(long pid) {
        ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(root), root.descendants())
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static void shell(String command) throws Exception {
        new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
    }

    private static void make(Path maildir, int count) throws IOException {
        for (String name : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(name));
        }
        SplittableRandom random = new SplittableRandom(5256);
        String[] words = "project meeting invoice report travel summer server release plan lunch".split(" ");
        String[] subjects = new String[count];
        String[] ways = new String[count];
        for (int i = 0; i < count; i++) {
            long when = 1_600_000_000L + 60L * i + random.nextInt(3600);
            int parent = i > 100 && random.nextInt(3) == 0 ? i - 1 - random.nextInt(100) : -1;
            subjects[i] = parent < 0
                    ? words[random.nextInt(10)] + " " + words[random.nextInt(10)] + " " + random.nextInt(count)
                    : subjects[parent].startsWith("Re: ") ? subjects[parent] : "Re: " + subjects[parent];
            ways[i] = (parent < 0 ? "" : ways[parent]) + " <" + i + "@example.org>\n";
            String text = "Received: from mx.example.org by relay.bench.test; " + date(when) + "\n"
                    + "Date: " + date(when) + "\nFrom: \"Person " + random.nextInt(500) + "\" <p" + random.nextInt(500)
                    + "@example.org>\nTo: me@bench.test\nSubject: " + subjects[i] + "\nMessage-ID: <" + i
                    + "@example.org>\n" + (parent < 0 ? "" : "References:" + ways[parent])
                    + "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\n"
                    + "Some words that nobody reads.\n".repeat(80);
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            String name = when + ".M" + i + "P1.bench,S=" + octets.length + ",W="
                    + (octets.length + text.chars().filter(c -> c == '\n').count()) + ":2," + (i % 3 == 0 ? "" : "S");
            Path file = Files.write(maildir.resolve("cur").resolve(name), octets);
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Instant.ofEpochSecond(when)));
        }
    }

    private static String date(long when) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.ofEpochSecond(when).atOffset(ZoneOffset.ofHours(2)));
    }
}
