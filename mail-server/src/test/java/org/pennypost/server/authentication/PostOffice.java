package org.pennypost.server.authentication;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/** A server of example.org with the user anna. */
public final class PostOffice implements AutoCloseable {
    private final Path maildir;
    private final MailServer server;

    private PostOffice(Path maildir, MailServer server) {
        this.maildir = maildir;
        this.server = server;
    }

    /** @param settings lines of the configuration, from [relay] on */
    public static PostOffice open(Path directory, String... settings) throws Exception {
        Path file = directory.resolve("my.conf");
        Files.writeString(
                file,
                "[server]\nhost = mail.example.org\ndomains = example.org\ndata = d\n[relay]\n"
                        + String.join("\n", settings) + "\n");
        UsersFile users = UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes);
        users.makeDirectory();
        users.add("anna", Password.of("tanstaaf"));
        return new PostOffice(
                directory.resolve("d/mail/anna/Maildir"),
                MailServer.start(Configuration.read(file).withFreePorts()));
    }

    /** A stranger's message; the code of the answer. */
    public String deliver(String sender, String message) throws IOException {
        return deliverForReply(sender, message).substring(0, 3);
    }

    /** A stranger's message; the answer. */
    public String deliverForReply(String sender, String message) throws IOException {
        return send(Role.SMTP, sender, message, "", List.of(), List.of());
    }

    /** A stranger's message, who wants to hear that it has been delivered; the code of the answer. */
    public String deliverAndTell(String sender, String message) throws IOException {
        return send(Role.SMTP, sender, message, " NOTIFY=SUCCESS", List.of(), List.of())
                .substring(0, 3);
    }

    /** A message of anna to herself and others. */
    public void submit(String message, String... others) throws IOException {
        String reply = submitForReply(message, others);
        assertTrue(reply.startsWith("250"), reply);
    }

    /** The same; the answer. */
    public String submitForReply(String message, String... others) throws IOException {
        String secret = Base64.getEncoder().encodeToString("\0anna\0tanstaaf".getBytes(StandardCharsets.US_ASCII));
        return send(Role.SUBMISSION, "anna@example.org", message, "", List.of("AUTH PLAIN " + secret), List.of(others));
    }

    /** The only message that anna has. */
    public String mail() throws IOException {
        List<String> mails = mails();
        assertTrue(mails.size() == 1, () -> mails.size() + " messages");
        return mails.get(0);
    }

    /** Whether there is a message in the mailbox for junk, marked so. */
    public boolean junk() throws IOException {
        Path keywords = maildir.resolve(".Junk/dovecot-keywords");
        return Files.exists(keywords) && Files.readString(keywords).contains("$Junk");
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(5));
    }

    /** Stops it, instead of {@link #close}. */
    public void stop(Duration patience) {
        server.stop(patience);
    }

    /** All messages that anna has. */
    public List<String> mails() throws IOException {
        if (!Files.exists(maildir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(maildir)) {
            List<Path> messages = files.filter(Files::isRegularFile)
                    .filter(file -> List.of("new", "cur")
                            .contains(file.getParent().getFileName().toString()))
                    .toList();
            List<String> mails = new ArrayList<>();
            for (Path message : messages) {
                mails.add(Files.readString(message, StandardCharsets.ISO_8859_1));
            }
            return mails;
        }
    }

    private String send(Role role, String sender, String message, String asked, List<String> first, List<String> others)
            throws IOException {
        InetSocketAddress address = server.address(role).orElseThrow();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reply(in);
            ask(socket, in, "EHLO client.honest.example");
            for (String command : first) {
                ask(socket, in, command);
            }
            ask(socket, in, "MAIL FROM:<" + sender + ">");
            ask(socket, in, "RCPT TO:<anna@example.org>" + asked);
            for (String other : others) {
                ask(socket, in, "RCPT TO:<" + other + ">");
            }
            ask(socket, in, "DATA");
            socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(".\r\n".getBytes(StandardCharsets.US_ASCII));
            return reply(in);
        }
    }

    private static void ask(Socket socket, BufferedReader in, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String reply = reply(in);
        assertTrue(reply.startsWith("2") || reply.startsWith("3"), command + " -> " + reply);
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line;
    }
}
