import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * What a server with 48 MB of heap holds while one large message arrives, by DATA and by BDAT, into a Maildir: the
 * largest use after a collection. Arguments: the size in MB (1024), a directory on the disk to measure.
 */
public final class SmtpHeap {
    private static final int CHUNK = 1 << 20;

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("serve")) {
            serve(Path.of(args[1]));
            return;
        }
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
        Path base = Path.of(args.length > 1 ? args[1] : System.getProperty("java.io.tmpdir"));
        for (int size : new int[] {1, megabytes}) {
            for (String by : new String[] {"DATA", "BDAT"}) {
                System.out.printf("%5d MB by %s: %s%n", size, by, measure(Files.createTempDirectory(base, "heap"), size, by));
            }
        }
    }

    private static String measure(Path directory, int megabytes, String by) throws Exception {
        Process server = new ProcessBuilder(
                        "java", "-Xmx48m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "SmtpHeap",
                        "serve", directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader says = new BufferedReader(new InputStreamReader(server.getInputStream()))) {
            int port = Integer.parseInt(says.readLine());
            long start = System.nanoTime();
            String reply = send(port, megabytes, by);
            double seconds = (System.nanoTime() - start) / 1e9;
            server.getOutputStream().write('q');
            server.getOutputStream().flush();
            return "%s, %.1f s, heap after collections at most %s MB".formatted(
                    reply.substring(0, 3), seconds, says.readLine());
        } finally {
            server.destroy();
            server.waitFor();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void serve(Path directory) throws Exception {
        UsersFile.in(directory, new SecureRandom()::nextBytes).add("anna", Password.of("secret"));
        Path file = Files.write(directory.resolve("conf"), List.of("[limits]", "message = 8G"));
        MailServer server = MailServer.start(Configuration.read(file).withData(directory).withFreePorts());
        System.out.println(server.address(Role.SMTP).orElseThrow().getPort());
        long most = 0;
        while (System.in.available() == 0) {
            Thread.sleep(20); // the distance of two samples
            most = Math.max(most, afterCollection());
        }
        System.gc();
        System.out.printf("%.1f%n", Math.max(most, afterCollection()) / 1e6);
        server.stop(Duration.ofSeconds(5));
        System.exit(0);
    }

    private static long afterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static String send(int port, int megabytes, String by) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            reply(in);
            for (String command : List.of("EHLO bench.example", "MAIL FROM:<>", "RCPT TO:<anna@localhost>")) {
                say(out, command);
                reply(in);
            }
            byte[] chunk = ("x".repeat(62) + "\r\n").repeat(CHUNK / 64).getBytes(StandardCharsets.US_ASCII);
            if (by.equals("DATA")) {
                say(out, "DATA");
                reply(in);
            }
            for (int i = 0; i < megabytes; i++) {
                if (by.equals("BDAT")) {
                    say(out, "BDAT " + CHUNK);
                }
                out.write(chunk);
                if (by.equals("BDAT")) {
                    reply(in);
                }
            }
            say(out, by.equals("BDAT") ? "BDAT 0 LAST" : ".");
            return reply(in);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String reply(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after " + line);
            }
            line.append((char) octet);
            if (octet == '\n') {
                if (line.charAt(3) != '-') {
                    return line.toString();
                }
                line.setLength(0);
            }
        }
    }
}
