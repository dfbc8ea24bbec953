package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;

/** The examples of both READMEs, compiled and run. */
class EmbeddingTest {
    @Test
    void readmeExampleServesAMaildrop() throws Exception {
        List<String> answers = answers(EmbeddingTest::serveOne, "STAT");
        assertEquals("+OK 0 messages (0 octets)", answers.get(2));
        assertEquals("+OK 0 0", answers.get(3));
    }

    @Test
    void aFolderOfMailsIsAMaildrop(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("2.eml"), "Subject: two\r\n\r\n.dot\r\n");
        Files.writeString(folder.resolve("1.eml"), "Subject: one\n\nText\n");
        Files.writeString(folder.resolve("notes.txt"), "no mail");
        List<String> answers = answers(port -> serveFolder(folder.toFile(), port), "LIST\r\nRETR 2");
        assertEquals(
                List.of("1 22", "2 22", ".", "+OK message follows", "Subject: two", "", "..dot", "."),
                answers.subList(4, 12));
    }

    private static List<String> answers(Consumer<ServerSocket> server, String commands) throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> server.accept(port));
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                String all = "USER tim\r\nPASS tanstaaf\r\n" + commands + "\r\nQUIT\r\n";
                client.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
                List<String> answers = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                        .lines()
                        .toList();
                assertTrue(answers.get(0).startsWith("+OK mail.example POP3 ready"));
                assertEquals("+OK good-bye", answers.get(answers.size() - 1));
                served.get();
                return answers;
            }
        }
    }

    // what the README shows: from here
    static void serveOne(ServerSocket port) {
        MemoryStore store = new MemoryStore();
        MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
        Surroundings world = new Surroundings("mail.example", InstantSource.system(), new SecureRandom()::nextBytes);
        Protocol pop3 = PopServer.with(store, users, world).pop3();
        try (Socket socket = port.accept()) {
            Peer.Endpoint client = new Peer.Endpoint(socket.getInetAddress().getHostAddress(), socket.getPort());
            Peer.Endpoint here = new Peer.Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
            Peer peer = Peer.inClear("c1", client, here);
            StreamDriver.serve(pop3, peer, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
    // to here

    /** The example of the module's README. */
    private static void serveFolder(File folder, ServerSocket port) {
        try (Socket socket = port.accept()) {
            MemoryStore store = new MemoryStore();
            for (File eml : new TreeSet<>(List.of(folder.listFiles((in, name) -> name.endsWith(".eml"))))) {
                store.deliver("tim", Files.readAllBytes(eml.toPath()));
            }
            MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
            Surroundings world =
                    new Surroundings("mail.example", InstantSource.system(), new SecureRandom()::nextBytes);
            Protocol pop3 = PopServer.with(store, users, world).pop3();
            Peer.Endpoint client = new Peer.Endpoint(socket.getInetAddress().getHostAddress(), socket.getPort());
            Peer.Endpoint here = new Peer.Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
            Peer peer = Peer.inClear("c1", client, here);
            StreamDriver.serve(pop3, peer, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException | StoreException lost) {
            throw new IllegalStateException(lost);
        }
    }
}
