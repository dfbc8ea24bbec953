import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One message of a gigabyte in and out of the assembled server while it runs in a heap of 64 MB: in by SMTP (DATA) and
 * by IMAP (APPEND), out by POP3 (RETR) and IMAP (FETCH BODY[]), in clear and over TLS, on Maildir. Each way the octets
 * that come back must be those that were sent. Arguments: megabytes (1024), heap in megabytes (64).
 */
public final class GigabyteMessage {
    /** 76 characters, CRLF included; no line begins with a dot in one message of two, every hundredth in the other. */
    private static final byte[] LINE = ("x".repeat(36) + " " + "y".repeat(37) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOTTED = ("." + "x".repeat(73) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEADER = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] args) throws Exception {
        long lines = (args.length > 0 ? Long.parseLong(args[0]) : 1024) * 1024 * 1024 / LINE.length;
        int heap = args.length > 1 ? Integer.parseInt(args[1]) : 64;
        Path home = Files.createTempDirectory("gigabyte");
        int smtp = freePort();
        int imap = freePort();
        int imaps = freePort();
        int pop3 = freePort();
        int pop3s = freePort();
        Files.writeString(home.resolve("users"), "big:{PLAIN}secret\n");
        Path configuration = Files.writeString(home.resolve("pennypost.conf"), String.join("\n",
                "[server]", "data = .", "[listen]", "address = 127.0.0.1", "smtp = " + smtp, "imap = " + imap,
                "imaps = " + imaps, "pop3 = " + pop3, "pop3s = " + pop3s,
                "submission = off", "smtps = off", "pop2 = off", "[limits]", "message = 4G", ""));
        String jar = Path.of(org.pennypost.server.Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
        Process server = new ProcessBuilder("java", "-Xmx" + heap + "m", "-jar", jar, "serve", "--config",
                configuration.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            awaitPort(imap);
            long octets = HEADER.length + lines * LINE.length;
            System.out.printf("a message of %,d octets, the server's heap at most %d MB%n", octets, heap);
            report("SMTP DATA in", octets, () -> data(smtp, lines));
            report("IMAP APPEND in", octets, () -> append(imap, lines, octets));
            report("POP3 RETR out", octets, () -> retr(connect(pop3), lines));
            report("POP3S RETR out", octets, () -> retr(secured(pop3s), lines));
            report("IMAP FETCH out", octets, () -> fetch(connect(imap), lines));
            report("IMAPS FETCH out", octets, () -> fetch(secured(imaps), lines));
            server.destroy();
            System.out.println("the server ended with status " + server.waitFor());
        } finally {
            server.destroyForcibly();
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void report(String what, long octets, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-16s %6.1f s %7.0f MB/s%n", what, seconds, octets / 1e6 / seconds);
    }

    private static void data(int port, long lines) throws Exception {
        try (Talk talk = new Talk(connect(port))) {
            talk.expect("220").ask("EHLO bench.test", "250 ").ask("MAIL FROM:<>", "250 ");
            talk.ask("RCPT TO:<big@localhost>", "250 ").ask("DATA", "354");
            writeMessage(talk.out, lines, true);
            talk.ask(".", "250 ").ask("QUIT", "221");
        }
    }

    private static void append(int port, long lines, long octets) throws Exception {
        try (Talk talk = new Talk(connect(port))) {
            talk.expect("* OK").ask("a LOGIN big secret", "a OK").ask("a APPEND INBOX {" + octets + "}", "+ ");
            writeMessage(talk.out, lines, false);
            talk.ask("", "a OK").ask("a LOGOUT", "a OK");
        }
    }

    /** The message that came by SMTP. */
    private static void retr(Socket socket, long lines) throws Exception {
        try (Talk talk = new Talk(socket)) {
            talk.expect("+OK").ask("USER big", "+OK").ask("PASS secret", "+OK").ask("RETR 1", "+OK");
            MessageDigest seen = MessageDigest.getInstance("SHA-256");
            boolean inMessage = false;
            for (byte[] line = talk.line(); !(line.length == 3 && line[0] == '.'); line = talk.line()) {
                inMessage |= startsWith(line, "Subject:");
                if (inMessage) {
                    int stuffed = line[0] == '.' ? 1 : 0;
                    seen.update(line, stuffed, line.length - stuffed);
                }
            }
            check(seen, lines);
            talk.ask("QUIT", "+OK");
        }
    }

    /** The message that came by APPEND. */
    private static void fetch(Socket socket, long lines) throws Exception {
        try (Talk talk = new Talk(socket)) {
            talk.expect("* OK").ask("a LOGIN big secret", "a OK").ask("a SELECT INBOX", "a OK");
            talk.say("a FETCH 2 BODY.PEEK[]");
            String head = new String(talk.line(), StandardCharsets.US_ASCII);
            long left = Long.parseLong(head.substring(head.indexOf('{') + 1, head.indexOf('}')));
            MessageDigest seen = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int count = talk.in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException("closed in the message");
                }
                seen.update(buffer, 0, count);
                left -= count;
            }
            check(seen, lines);
            talk.expect("a OK").ask("a LOGOUT", "a OK");
        }
    }

    private static void writeMessage(OutputStream out, long lines, boolean stuffed) throws IOException {
        out.write(HEADER);
        for (long i = 0; i < lines; i++) {
            if (i % 100 == 0 && stuffed) {
                out.write('.');
            }
            out.write(i % 100 == 0 ? DOTTED : LINE);
        }
    }

    private static void check(MessageDigest seen, long lines) throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        writeMessage(new OutputStream() {
            @Override
            public void write(int octet) {
                sent.update((byte) octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                sent.update(octets, offset, length);
            }
        }, lines, false);
        byte[] is = seen.digest();
        byte[] was = sent.digest();
        if (!Arrays.equals(is, was)) {
            throw new AssertionError("sent " + HexFormat.of().formatHex(was) + ", got " + HexFormat.of().formatHex(is));
        }
    }

    private static boolean startsWith(byte[] line, String text) {
        return line.length >= text.length() && new String(line, 0, text.length(), StandardCharsets.US_ASCII).equals(text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void awaitPort(int port) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (true) {
            try (Socket probe = connect(port)) {
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(100); // another process, which tells nobody when its port is open
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static Socket secured(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    /** A benchmark on loopback has nobody to be afraid of. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Lines to and from a server. */
    private static final class Talk implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private byte[] buffer = new byte[256];

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        }

        Talk ask(String line, String expected) throws IOException {
            say(line);
            return expect(expected);
        }

        void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        Talk expect(String start) throws IOException {
            for (String line = text(); !line.startsWith(start); line = text()) {
                if (List.of("-ERR", "a NO", "a BAD", "4", "5").stream().anyMatch(line::startsWith)) {
                    throw new IOException("expected " + start + ", got " + line);
                }
            }
            return this;
        }

        private String text() throws IOException {
            return new String(line(), StandardCharsets.ISO_8859_1);
        }

        byte[] line() throws IOException {
            int length = 0;
            int octet;
            do {
                octet = in.read();
                if (octet < 0) {
                    throw new IOException("closed");
                }
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * length);
                }
                buffer[length++] = (byte) octet;
            } while (octet != '\n');
            return Arrays.copyOf(buffer, length);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
