package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.pennypost.core.account.Password;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.journal.JournalReader;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;

/** A server of example.org with the user anna, and its clients. */
final class Office implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TEXT =
            "From: <anna@example.org>\r\nSubject: hello\r\n\r\nHow are you?\r\n.leading dot\r\n";

    private static final String SECRET =
            Base64.getEncoder().encodeToString("\0anna\0tanstaaf".getBytes(StandardCharsets.US_ASCII));

    private final Path data;
    private final MailServer server;

    private Office(Path data, MailServer server) {
        this.data = data;
        this.server = server;
    }

    /** @param settings lines of the configuration, from [relay] on */
    static Office open(Path directory, String aliases, String... settings) throws Exception {
        return of("example.org", directory, aliases, settings);
    }

    /** The same for other domains, the main one first. */
    static Office of(String domains, Path directory, String aliases, String... settings) throws Exception {
        Path data = directory.resolve("d");
        Path file = directory.resolve("my.conf");
        Files.writeString(
                file,
                "[server]\nhost = mail." + domains.split(",")[0] + "\ndomains = " + domains + "\ndata = d\n[relay]\n"
                        + String.join("\n", settings) + "\n");
        UsersFile users = UsersFile.in(data, new SecureRandom()::nextBytes);
        users.makeDirectory();
        if (users.names().isEmpty()) {
            users.add("anna", Password.of("tanstaaf"));
        }
        Files.writeString(data.resolve("aliases"), aliases);
        return new Office(data, MailServer.start(Configuration.read(file).withFreePorts()));
    }

    int port(Role role) {
        return server.address(role).orElseThrow().getPort();
    }

    /** Whether anybody is let in. */
    boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port(Role.SMTP))) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Sends as anna; the answer is the message's id. */
    QueueId submit(String mailParameters, String recipientParameters, String... recipients) throws IOException {
        try (Talk talk = new Talk(server.address(Role.SUBMISSION).orElseThrow())) {
            talk.ask("EHLO client.example.org", "250");
            talk.ask("AUTH PLAIN " + SECRET, "235");
            return send(talk, mailParameters, recipientParameters, recipients);
        }
    }

    /** The same behind TLS. */
    QueueId submitSecurely(String mailParameters, String... recipients) throws Exception {
        try (Talk talk = new Talk(server.address(Role.SUBMISSION).orElseThrow())) {
            talk.ask("EHLO client.example.org", "250");
            talk.ask("STARTTLS", "220");
            talk.secure(TlsContext.builder()
                    .trusting(CertificateStore.certificates(data.resolve("tls/ca.pem")))
                    .build()
                    .context());
            talk.ask("EHLO client.example.org", "250");
            talk.ask("AUTH PLAIN " + SECRET, "235");
            return send(talk, mailParameters, "", recipients);
        }
    }

    /** Sends as a stranger; the answer is the last reply. */
    String deliver(String recipient) throws IOException {
        return deliver("carl@elsewhere.example", recipient);
    }

    String deliver(String sender, String recipient) throws IOException {
        return deliver(sender, recipient, TEXT);
    }

    String deliver(String sender, String recipient, String text) throws IOException {
        try (Talk talk = new Talk(server.address(Role.SMTP).orElseThrow())) {
            talk.ask("EHLO elsewhere.example", "250");
            talk.ask("MAIL FROM:<" + sender + ">", "250");
            String reply = talk.ask("RCPT TO:<" + recipient + ">", "");
            return reply.startsWith("250") ? send(talk, text) : reply;
        }
    }

    /** A client at a port. */
    Talk talk(Role role) throws IOException {
        return new Talk(server.address(role).orElseThrow());
    }

    /** Asks for the mail of a node. */
    String etrn(String node) throws IOException {
        try (Talk talk = new Talk(server.address(Role.SMTP).orElseThrow())) {
            talk.ask("EHLO client.example.net", "250");
            return talk.ask("ETRN " + node, "");
        }
    }

    /** Sends as anna a message with this field in its header. */
    QueueId submitWith(String field, String recipient) throws IOException {
        try (Talk talk = new Talk(server.address(Role.SUBMISSION).orElseThrow())) {
            talk.ask("EHLO client.example.org", "250");
            talk.ask("AUTH PLAIN " + SECRET, "235");
            talk.ask("MAIL FROM:<anna@example.org>", "250");
            talk.ask("RCPT TO:<" + recipient + ">", "250");
            return id(send(talk, field + "\r\n" + TEXT));
        }
    }

    private static QueueId send(Talk talk, String mail, String rcpt, String... recipients) throws IOException {
        talk.ask("MAIL FROM:<anna@example.org>" + mail, "250");
        for (String recipient : recipients) {
            talk.ask("RCPT TO:<" + recipient + ">" + rcpt, "250");
        }
        return id(send(talk, TEXT));
    }

    private static QueueId id(String reply) {
        return new QueueId(reply.replaceAll("(?s).*id ([0-9a-z]{16}).*", "$1"));
    }

    private static String send(Talk talk, String text) throws IOException {
        talk.ask("DATA", "354");
        return talk.ask(text.replace("\r\n.", "\r\n..") + ".", "250");
    }

    QueueTool queue() {
        return QueueTool.of(data.resolve("queue"));
    }

    List<String> story(QueueId id) throws IOException {
        return JournalReader.story(data, id);
    }

    /** Waits until the story of a message has a word in it. */
    void until(QueueId id, String word) throws Exception {
        await(() -> story(id).stream().anyMatch(line -> line.contains(word)), () -> "" + story(id));
    }

    /** Waits until anna has mail with a text in it. */
    String mail(String text) throws Exception {
        List<String> found = new ArrayList<>();
        await(
                () -> {
                    Path inbox = data.resolve("mail/anna/Maildir/new");
                    try (Stream<Path> files = Files.exists(inbox) ? Files.list(inbox) : Stream.empty()) {
                        for (Path file : files.toList()) {
                            String whole = Files.readString(file, StandardCharsets.UTF_8);
                            if (whole.contains(text)) {
                                found.add(whole);
                            }
                        }
                    }
                    return !found.isEmpty();
                },
                () -> "no mail with " + text);
        return found.get(0);
    }

    static void await(Callable<Boolean> condition, Callable<String> trouble) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(end), trouble.call());
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(5));
    }

    /** One client. */
    static final class Talk implements AutoCloseable {
        private Socket socket;
        private BufferedReader in;

        Talk(InetSocketAddress address) throws IOException {
            socket = new Socket(address.getAddress(), address.getPort());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reply();
        }

        void secure(SSLContext trust) throws IOException {
            SSLSocket secured = (SSLSocket)
                    trust.getSocketFactory().createSocket(socket, "mail.example.org", socket.getPort(), true);
            secured.startHandshake();
            socket = secured;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String ask(String command, String expected) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String reply = reply();
            assertTrue(reply.startsWith(expected), command + " -> " + reply);
            return reply;
        }

        /** Reads a text to its end. */
        void toDot() throws IOException {
            while (!in.readLine().equals(".")) {
                // the text
            }
        }

        private String reply() throws IOException {
            StringBuilder reply = new StringBuilder();
            String line = in.readLine();
            while (line.length() > 3 && line.charAt(3) == '-') {
                reply.append(line).append('\n');
                line = in.readLine();
            }
            return reply.append(line).toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
