package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;

/** The example of the module's README, compiled and run. */
class EmbeddingTest {
    @Test
    void readmeExampleServesMailboxes() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveOne(port));
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                client.getOutputStream()
                        .write("a LOGIN tim tanstaaf\r\nb LIST \"\" Sent\r\nc LOGOUT\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertTrue(answers.readLine().startsWith("* OK [CAPABILITY IMAP4rev2 "));
                assertTrue(answers.readLine().startsWith("a OK "));
                assertEquals("* LIST (\\HasNoChildren \\Sent) \"/\" Sent", answers.readLine());
                assertEquals("b OK LIST completed", answers.readLine());
                assertTrue(answers.readLine().startsWith("* BYE "));
                assertEquals("c OK LOGOUT completed", answers.readLine());
                assertEquals(-1, answers.read());
            }
            served.get();
        }
    }

    /** RFC 4978 §3: it is offered to every client, and streams can do it. */
    @Test
    void aClientMayCompress() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveOne(port));
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                client.getOutputStream()
                        .write("a LOGIN tim tanstaaf\r\nb COMPRESS DEFLATE\r\n".getBytes(StandardCharsets.US_ASCII));
                InputStream clear = client.getInputStream();
                assertTrue(line(clear).startsWith("* OK "));
                assertTrue(line(clear).startsWith("a OK "));
                assertEquals("b OK DEFLATE active from here", line(clear));
                OutputStream out = new DeflaterOutputStream(client.getOutputStream(), new Deflater(1, true), 512, true);
                InputStream in = new InflaterInputStream(clear, new Inflater(true));
                out.write("c STATUS INBOX (MESSAGES)\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertEquals("* STATUS INBOX (MESSAGES 0)", line(in));
                assertEquals("c OK STATUS completed", line(in));
            } // it just goes, which is no error
            served.get();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    // what the README shows: from here
    static void serveOne(ServerSocket port) {
        MemoryStore store = new MemoryStore();
        MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
        Surroundings world = new Surroundings("mail.example", InstantSource.system(), new SecureRandom()::nextBytes);
        Protocol imap = ImapServer.with(store, users, world);
        try (Socket socket = port.accept()) {
            Peer.Endpoint client = new Peer.Endpoint(socket.getInetAddress().getHostAddress(), socket.getPort());
            Peer.Endpoint here = new Peer.Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
            Peer peer = Peer.inClear("c1", client, here);
            StreamDriver.serve(imap, peer, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
    // to here
}
