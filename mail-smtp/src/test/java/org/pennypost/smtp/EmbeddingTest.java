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
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.testing.Peers;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/** The example of the module's README, compiled and run. */
class EmbeddingTest {
    @Test
    void readmeExamplePrintsAMessage() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(
                    () -> receiveOne(port, new PrintStream(printed, true, StandardCharsets.UTF_8)));
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                String mail = "EHLO client.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<b@anywhere.example>\r\n"
                        + "DATA\r\nSubject: hello\r\n\r\nText\r\n.\r\nQUIT\r\n";
                client.getOutputStream().write(mail.getBytes(StandardCharsets.US_ASCII));
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String last = "";
                for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                    last = line;
                }
                assertEquals("221 2.0.0 mail.example closing connection", last);
            }
            served.get();
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("From <a@client.example>\nReceived: from client.example ([127.0.0.1])"), text);
        assertTrue(text.contains("\r\nSubject: hello\r\n\r\nText\r\n"), text);
    }

    @Test
    void readmeExampleSendsAMessage() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(
                    () -> receiveOne(port, new PrintStream(printed, true, StandardCharsets.UTF_8)));
            sendOne(port.getInetAddress().getHostAddress(), port.getLocalPort(), new PrintStream(told));
            served.get();
        }
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
        Surroundings world = new Surroundings("mail.example", InstantSource.system(), new SecureRandom()::nextBytes);
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

    static void receiveOne(ServerSocket port, PrintStream out) {
        // what the README shows: from here
        WholeMessageDelivery printer = WholeMessageDelivery.to((envelope, message) ->
                out.print("From " + envelope.reversePath() + "\n" + StandardCharsets.UTF_8.decode(message)));
        Surroundings world = new Surroundings("mail.example", InstantSource.system(), new SecureRandom()::nextBytes);
        Protocol smtp = SmtpServer.with(printer, world).mx();
        try (Socket socket = port.accept()) {
            Peer.Endpoint client = new Peer.Endpoint(socket.getInetAddress().getHostAddress(), socket.getPort());
            Peer.Endpoint here = new Peer.Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
            Peer peer = Peer.inClear("c1", client, here);
            StreamDriver.serve(smtp, peer, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
        // to here
    }
}
