import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsProvider;

/**
 * TLS as the whole server serves it, for each provider: CPU of a full handshake on a POP3S connection beyond what a
 * connection in clear costs, and 25 KB messages by POP3S and IMAPS beside the same in clear. The server is a process of
 * its own over the store in memory; its CPU is what the system counts for it, in steps of 10 ms. The client is the JDK's
 * and offers X25519 only on Java 17. Arguments: handshakes (2000), rounds over the mailbox (20), connections (4).
 */
public final class TlsMail {
    private static final int MESSAGES = 200;
    private static final int MESSAGE = 25_000;

    private final Path data;
    private final ProcessHandle server;
    private final Map<String, Integer> ports = new TreeMap<>();

    private TlsMail(Path data, Process process) throws IOException {
        this.data = data;
        this.server = process.toHandle();
        BufferedInputStream said = new BufferedInputStream(process.getInputStream());
        for (String line = line(said); !line.equals("ready"); line = line(said)) {
            String[] words = line.split(" ");
            ports.put(words[0], Integer.parseInt(words[1]));
        }
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (args.length > 1 && args[0].equals("serve")) {
            serve(Path.of(args[1]), args[2], Integer.parseInt(args[3]));
            return;
        }
        int handshakes = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int connections = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        System.out.printf("Java %s%n", Runtime.version());
        for (String provider : List.of("bouncy-castle", "jdk")) {
            Path data = Files.createTempDirectory("tls-mail");
            Process process = new ProcessBuilder(
                            "java", "-Xmx1g", "-cp", System.getProperty("java.class.path"), "TlsMail", "serve",
                            data.toString(), provider, String.valueOf(connections))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                TlsMail bench = new TlsMail(data, process);
                for (int i = 0; i < connections; i++) {
                    bench.fill("tim" + i);
                }
                bench.handshakes(provider, handshakes);
                bench.messages(provider, rounds, connections);
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
        System.exit(0);
    }

    private static void serve(Path data, String provider, int connections) throws Exception {
        for (int i = 0; i < connections; i++) { // RFC 1939 §4: a maildrop is for one at a time
            UsersFile.in(data, new SecureRandom()::nextBytes).add("tim" + i, Password.of("tanstaaf"));
        }
        Path file = Files.write(
                data.resolve("my.conf"),
                List.of("[server]", "data = .", "[store]", "kind = memory", "[log]", "level = warning", "[tls]",
                        "provider = " + provider, "[limits]", "connections-per-address = 10000"));
        MailServer server = MailServer.start(Configuration.read(file).withFreePorts());
        server.listening().forEach(port ->
                System.out.println(port.role() + " " + port.address().getPort()));
        System.out.println("ready");
        System.in.read();
        server.stop(Duration.ofSeconds(1));
    }

    private void fill(String user) throws Exception {
        String line = "x".repeat(76) + "\r\n";
        String text = "Subject: x\r\n\r\n" + line.repeat(MESSAGE / line.length());
        try (Talk talk = new Talk(Role.IMAP, false)) {
            talk.say("a LOGIN " + user + " tanstaaf\r\n").until("a ");
            for (int i = 0; i < MESSAGES; i++) {
                talk.say("b APPEND INBOX {" + text.length() + "}\r\n").until("+");
                talk.say(text + "\r\n").until("b ");
            }
        }
    }

    /** A connection with its greeting, in clear and in TLS; the difference is the handshake and the closing. */
    private void handshakes(String provider, int count) throws Exception {
        double clear = 0;
        double secured = 0;
        for (int round = 0; round < 2; round++) { // the first is to warm up
            clear = connections(false, count);
            secured = connections(true, count);
        }
        System.out.printf("%s: full handshake %.2f ms of server CPU (a connection in clear: %.2f)%n",
                provider, secured - clear, clear);
    }

    private double connections(boolean tls, int count) throws Exception {
        Duration before = cpu();
        for (int i = 0; i < count; i++) {
            try (Talk talk = new Talk(tls ? Role.POP3S : Role.POP3, tls)) {
                talk.until("+OK");
            }
        }
        return (double) cpu().minus(before).toMillis() / count;
    }

    private void messages(String provider, int rounds, int connections) throws Exception {
        for (Role role : List.of(Role.POP3, Role.POP3S, Role.IMAP, Role.IMAPS)) {
            carry(role, rounds / 2 + 1, connections);
            Duration before = cpu();
            long start = System.nanoTime();
            long octets = carry(role, rounds, connections);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = cpu().minus(before).toMillis() / 1e3;
            System.out.printf("%s: %s %.0f MB/s, %.0f MB for each second of server CPU%n",
                    provider, role, octets / 1e6 / seconds, octets / 1e6 / cpu);
        }
    }

    private long carry(Role role, int rounds, int connections) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<Long>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String user = "tim" + i;
            all.add(threads.submit((Callable<Long>) () -> {
                try (Talk talk = new Talk(role, role.implicitTls())) {
                    return role == Role.IMAP || role == Role.IMAPS ? talk.imap(user, rounds) : talk.pop(user, rounds);
                }
            }));
        }
        long octets = 0;
        for (Future<Long> one : all) {
            octets += one.get();
        }
        threads.shutdown();
        return octets;
    }

    private Duration cpu() {
        return server.info().totalCpuDuration().orElseThrow();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.append((char) octet);
            octet = in.read();
        }
        if (octet < 0) {
            throw new IOException("closed");
        }
        return line.toString().strip();
    }

    /** A client that only counts. */
    private final class Talk implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private long octets;

        Talk(Role role, boolean tls) throws Exception {
            int port = ports.get(role.toString());
            // a context of its own, so that no handshake is resumed
            this.socket = tls
                    ? context().context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)
                    : new Socket(InetAddress.getLoopbackAddress(), port);
            this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
            this.out = socket.getOutputStream();
        }

        Talk say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return this;
        }

        void until(String beginning) throws IOException {
            for (String line = line(in); !line.startsWith(beginning); line = line(in)) {
                continue;
            }
        }

        long pop(String user, int rounds) throws IOException {
            say("USER " + user + "\r\nPASS tanstaaf\r\n").until("+OK");
            until("+OK");
            until("+OK");
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= MESSAGES; i++) {
                all.append("RETR ").append(i).append("\r\n");
            }
            for (int round = 0; round < rounds; round++) {
                say(all.toString());
                skip(MESSAGES, "\r\n.\r\n");
            }
            return octets;
        }

        long imap(String user, int rounds) throws IOException {
            say("a LOGIN " + user + " tanstaaf\r\nb EXAMINE INBOX\r\n").until("b ");
            for (int round = 0; round < rounds; round++) {
                say("c FETCH 1:* BODY.PEEK[]\r\n");
                skip(1, "\r\nc OK");
                until("");
            }
            return octets;
        }

        /** Reads over so many ends. */
        private void skip(int count, String end) throws IOException {
            byte[] wanted = end.getBytes(StandardCharsets.US_ASCII);
            byte[] buffer = new byte[65_536];
            int matched = 0;
            int left = count;
            while (left > 0) {
                in.mark(buffer.length);
                int read = in.read(buffer);
                if (read < 0) {
                    throw new IOException("closed");
                }
                for (int i = 0; i < read; i++) {
                    matched = buffer[i] == wanted[matched] ? matched + 1 : buffer[i] == wanted[0] ? 1 : 0;
                    if (matched == wanted.length) {
                        matched = 0;
                        if (--left == 0) {
                            octets += i;
                            in.reset();
                            in.skipNBytes(i + 1L);
                            return;
                        }
                    }
                }
                octets += read;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private TlsContext context() throws Exception {
        return TlsContext.builder()
                .provider(TlsProvider.JDK)
                .trusting(CertificateStore.certificates(data.resolve("tls/ca.pem")))
                .build();
    }
}
