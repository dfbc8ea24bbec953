package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.SocketDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.memory.MemoryStore;

/** The examples of both READMEs, compiled and run. */
class EmbeddingTest {
    @Test
    void readmeExampleServesAStore() throws Exception {
        List<String> answers = answers(EmbeddingTest::serveStore, "STAT");
        assertEquals("+OK 0 messages (0 octets)", answers.get(2));
        assertEquals("+OK 0 0", answers.get(3));
    }

    @Test
    void readmeExampleServesMailsOfItsOwn() throws Exception {
        Map<String, byte[]> mails = new TreeMap<>();
        mails.put("a1", "Subject: one\n\nText\n".getBytes(StandardCharsets.US_ASCII));
        mails.put("b2", "Subject: two\r\n\r\n.dot\r\n".getBytes(StandardCharsets.US_ASCII));
        List<String> answers =
                answers((port, threads) -> serveMails(mails, port, threads), "LIST\r\nRETR 2\r\nUIDL 2\r\nDELE 1");
        assertEquals(
                List.of("1 22", "2 22", ".", "+OK message follows", "Subject: two", "", "..dot", ".", "+OK 2 b2"),
                answers.subList(4, 13));
        assertEquals(List.of("b2"), List.copyOf(mails.keySet()));
    }

    private static List<String> answers(BiConsumer<ServerSocket, Executor> server, String commands) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> server.accept(port, threads), threads);
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                String all = "USER tim\r\nPASS tanstaaf\r\n" + commands + "\r\nQUIT\r\n";
                client.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
                List<String> answers = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                        .lines()
                        .toList();
                assertTrue(answers.get(0).startsWith("+OK mail.example POP3 ready"));
                assertEquals("+OK good-bye", answers.get(answers.size() - 1));
                port.close();
                served.get();
                return answers;
            }
        } finally {
            port.close();
            threads.shutdown();
        }
    }

    static void serveStore(ServerSocket port, Executor threads) {
        try {
            // what the README shows: from here
            MemoryStore store = new MemoryStore();
            MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
            Protocol pop3 = PopServer.with(store, users, Surroundings.of("mail.example"))
                    .pop3();
            SocketDriver.serve(pop3, port, threads);
            // to here
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static void serveMails(Map<String, byte[]> mails, ServerSocket port, Executor threads) {
        try {
            // what the module's README shows: from here
            MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
            Protocol pop3 = PopServer.with(user -> Mails.of(mails), users, Surroundings.of("mail.example"))
                    .pop3();
            SocketDriver.serve(pop3, port, threads);
            // to here
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    // what the module's README shows: from here
    record Mails(Map<String, byte[]> mails, List<String> ids, List<Content> contents) implements Maildrop {
        static Mails of(Map<String, byte[]> mails) {
            List<Content> contents = mails.values().stream()
                    .<Content>map(MemoryContent::withCrlf)
                    .toList();
            return new Mails(mails, List.copyOf(mails.keySet()), contents);
        }

        public int size() {
            return ids.size();
        }

        public long octets(int message) {
            return contents.get(message).size();
        }

        public String uniqueId(int message) {
            return ids.get(message);
        }

        public Content content(int message) {
            return contents.get(message);
        }

        public BitSet remove(BitSet messages) {
            messages.stream().mapToObj(ids::get).forEach(mails::remove);
            return messages;
        }
    }
    // to here
}
