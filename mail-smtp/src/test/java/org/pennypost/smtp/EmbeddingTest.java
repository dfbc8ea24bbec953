package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.SocketDriver;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.testing.Peers;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/** The examples of the module's README, compiled and run. */
class EmbeddingTest {
    @Test
    void readmeExamplePrintsAMessage() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> answers = new ArrayList<>();
        receiving(
                printed,
                port -> answers.addAll(said(
                        port,
                        "EHLO client.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<b@anywhere.example>\r\n"
                                + "DATA\r\nSubject: hello\r\n\r\nText\r\n.\r\nQUIT\r\n")));
        assertEquals("221 2.0.0 mail.example closing connection", answers.get(answers.size() - 1));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("From <a@client.example>\nReceived: from client.example ([127.0.0.1])"), text);
        assertTrue(text.contains("\r\nSubject: hello\r\n\r\nText\r\n"), text);
    }

    @Test
    void readmeExampleTakesMailForItsOwnDomain() throws Exception {
        Protocol smtp = SmtpServer.with(
                        judging(WholeMessageDelivery.to((envelope, message) -> {})), Surroundings.of("mail.example"))
                .mx();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveOne(smtp, port));
            List<String> answers = said(
                    port,
                    "HELO client.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<tim@anywhere.example>\r\n"
                            + "RCPT TO:<tim@MAIL.example>\r\nQUIT\r\n");
            served.get();
            assertEquals(List.of("550 5.7.1 Relaying denied", "250 2.1.5 Recipient ok"), answers.subList(3, 5));
        }
    }

    @Test
    void readmeExampleSendsAMessage() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        receiving(
                printed,
                port -> sendOne(port.getInetAddress().getHostAddress(), port.getLocalPort(), new PrintStream(told)));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("From <anna@me.example>"), text);
        assertTrue(text.endsWith("Subject: hello\r\n\r\nText\r\n"), text);
        assertTrue(told.toString(StandardCharsets.UTF_8).startsWith("DELIVERED 250 2.6.0 "), told.toString());
    }

    /** The password is told to this machine and behind TLS, and not to who knows whom. */
    @Test
    void logsInWhereItIsKnownWhoListens() throws Exception {
        SmtpClient anna = SmtpClient.named("me.example").login("anna", Password.of("secret"));
        assertEquals("DEFERRED 4.7.0", submit(anna, Optional.empty()));
        assertEquals("DELIVERED 2.6.0", submit(anna, Optional.of(Peers.local())));
        assertEquals(
                "DELIVERED 2.6.0",
                submit(
                        anna.tls(ClientSetup.Tls.REQUIRED),
                        Optional.of(Peers.from("192.0.2.25").secured(Peers.TLS))));
    }

    @Test
    void saysNothingInClearIfTlsIsRequired() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream("220 mx\r\n250 mx\r\n".getBytes(StandardCharsets.US_ASCII));
        SmtpClient careful = SmtpClient.named("me.example").tls(ClientSetup.Tls.REQUIRED);
        assertThrows(IllegalStateException.class, () -> careful.send(mail(), in, out));
        assertThrows(IllegalStateException.class, () -> careful.send(mail(), Peers.local(), in, out));
        assertEquals(0, out.size());
    }

    private static String submit(SmtpClient client, Optional<Peer> server) throws Exception {
        MemoryAuthenticator users = new MemoryAuthenticator().user("anna", "secret");
        Surroundings world = Surroundings.of("mail.example");
        Protocol submission = SmtpServer.with(WholeMessageDelivery.to((envelope, message) -> {}), users, world)
                .submission();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(port.getInetAddress(), port.getLocalPort());
                Socket accepted = port.accept()) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(submission, accepted));
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            List<Outcome> outcomes =
                    server.isPresent() ? client.send(mail(), server.get(), in, out) : client.send(mail(), in, out);
            socket.shutdownOutput();
            served.get();
            return outcomes.get(0).kind() + " " + outcomes.get(0).status();
        }
    }

    private static void serve(Protocol protocol, Socket socket) {
        try {
            StreamDriver.serve(protocol, Peers.local(), socket.getInputStream(), socket.getOutputStream());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static Outgoing mail() {
        MailAddress from = MailAddress.parse("anna@me.example", Repertoire.ASCII);
        ForwardPath to = new ForwardPath.Recipient(MailAddress.parse("tim@mail.example", Repertoire.ASCII));
        Content text = MemoryContent.of("From: anna@me.example\r\n\r\nText\r\n".getBytes(StandardCharsets.UTF_8));
        return new Outgoing(new ReversePath.Sender(from), MailOptions.NONE, List.of(new Envelope.Recipient(to)), text);
    }

    static void sendOne(String host, int port, PrintStream out) throws IOException {
        // what the README shows: from here
        MailAddress from = MailAddress.parse("anna@me.example", Repertoire.ASCII);
        ForwardPath to = new ForwardPath.Recipient(MailAddress.parse("tim@mail.example", Repertoire.ASCII));
        Content text = MemoryContent.of("Subject: hello\r\n\r\nText\r\n".getBytes(StandardCharsets.UTF_8));
        Outgoing mail =
                new Outgoing(new ReversePath.Sender(from), MailOptions.NONE, List.of(new Envelope.Recipient(to)), text);
        try (Socket socket = new Socket(host, port)) {
            SmtpClient client = SmtpClient.named("me.example");
            for (Outcome outcome : client.send(mail, socket.getInputStream(), socket.getOutputStream())) {
                out.println(outcome.kind() + " " + outcome.text());
            }
        }
        // to here
    }

    static void receive(ServerSocket port, Executor threads, PrintStream out) {
        try {
            // what the README shows: from here
            WholeMessageDelivery printer = WholeMessageDelivery.to((envelope, message) ->
                    out.print("From " + envelope.reversePath() + "\n" + StandardCharsets.UTF_8.decode(message)));
            Protocol smtp =
                    SmtpServer.with(printer, Surroundings.of("mail.example")).mx();
            SocketDriver.serve(smtp, port, threads);
            // to here
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static Delivery judging(WholeMessageDelivery printer) {
        // what the README shows: from here
        Domain ours = new Domain("mail.example");
        Delivery delivery = printer.judging((recipient, envelope) ->
                recipient.path().address().filter(to -> to.host().equals(ours)).isPresent()
                        ? Verdict.ACCEPTED
                        : new Verdict.Refused(Verdict.Refusal.RELAY_DENIED));
        // to here
        return delivery;
    }

    /** What a client does with a port. */
    @FunctionalInterface
    private interface Use {
        void of(ServerSocket port) throws IOException;
    }

    private static void receiving(ByteArrayOutputStream printed, Use use) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try {
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> receive(port, threads, out), threads);
            use.of(port);
            port.close();
            served.get();
        } finally {
            port.close();
            threads.shutdown();
        }
    }

    private static List<String> said(ServerSocket port, String commands) throws IOException {
        try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
            client.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        }
    }

    private static void serveOne(Protocol protocol, ServerSocket port) {
        try (Socket socket = port.accept()) {
            SocketDriver.serve(protocol, "c1", socket);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
