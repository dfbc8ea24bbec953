import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * How long a server takes to start with messages in its queue and to read all of them, how much of a processor's time, and
 * how much heap they take. Argument: how many
 * (100000), for a thousand destinations, none of which can be reached.
 */
public final class QueueOpening {
    private static final int DESTINATIONS = 1000;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path home = Files.createTempDirectory("queue");
        configure(home);
        MailServer server = MailServer.start(Configuration.read(home.resolve("my.conf")).withFreePorts());
        send(server.address(Role.SMTP).orElseThrow().getPort());
        long small = heap();
        server.stop(Duration.ofSeconds(5));
        multiply(home.resolve("d/queue/messages"), messages);
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            long used = MACHINE.getProcessCpuTime();
            server = MailServer.start(Configuration.read(home.resolve("my.conf")).withFreePorts());
            double open = (System.nanoTime() - start) / 1e9;
            awaitReaders();
            double read = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d messages: started in %.1f s, all read after %.1f s, %.1f s of CPU, %.1f MB of heap more than with one%n",
                    messages,
                    open,
                    read,
                    (MACHINE.getProcessCpuTime() - used) / 1e9,
                    (heap() - small) / 1e6);
            server.stop(Duration.ofSeconds(5));
        }
    }

    /** They end when all is read. */
    private static void awaitReaders() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("mail-queue-reader")) {
                thread.join();
            }
        }
    }

    private static void configure(Path home) throws IOException {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = free.getLocalPort();
        }
        Files.createDirectory(home.resolve("d"));
        Files.writeString(home.resolve("d/users"), "tim:{PLAIN}x\n");
        Files.writeString(home.resolve("d/aliases"), "away: tim@far.example\n");
        Files.writeString(
                home.resolve("my.conf"),
                "[server]\ndata = d\n[relay]\nhost = 127.0.0.1\ntls = off\nport = " + closed + "\n");
    }

    private static void send(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            in.readLine();
            for (String command : new String[] {
                "HELO me.example",
                "MAIL FROM:<a@far.example>",
                "RCPT TO:<away@localhost>",
                "DATA",
                "Subject: x\r\n\r\n" + "x".repeat(2000 / 78 * 78).replaceAll("(x{76})xx", "$1\r\n") + "\r\n."
            }) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                String reply = in.readLine();
                if (reply == null || reply.charAt(0) > '3') {
                    throw new IOException(command + " -> " + reply);
                }
            }
        }
    }

    /** The same message with other ids, for other destinations. */
    private static void multiply(Path directory, int messages) throws IOException {
        Path first;
        try (Stream<Path> files = Files.list(directory)) {
            first = files.findFirst().orElseThrow();
        }
        String whole = Files.readString(first, StandardCharsets.ISO_8859_1);
        String id = first.getFileName().toString();
        int begin = whole.lastIndexOf("pennypost-queue 1\n");
        String message = whole.substring(0, begin);
        String envelope = whole.substring(begin, whole.lastIndexOf("sum "));
        String last = whole.substring(whole.lastIndexOf("octets "));
        for (int i = 0; i < messages; i++) {
            String name = id.substring(0, 8) + digits(i);
            String text = envelope.replace(id, name).replace("@far.example>", "@d" + i % DESTINATIONS + ".example>");
            CRC32 sum = new CRC32();
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes((message + text).getBytes(StandardCharsets.ISO_8859_1));
            file.writeBytes(String.format("sum %08x\n", sum.getValue()).getBytes(StandardCharsets.US_ASCII));
            file.writeBytes(last.getBytes(StandardCharsets.US_ASCII));
            Files.write(directory.resolve(name), file.toByteArray());
        }
    }

    /** Eight digits of the ids of a queue, which have no letters that look like figures. */
    private static String digits(int number) {
        StringBuilder digits = new StringBuilder();
        for (int rest = number; digits.length() < 8; rest /= 32) {
            digits.insert(0, "0123456789abcdefghjkmnpqrstvwxyz".charAt(rest % 32));
        }
        return digits.toString();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
