package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;

/** Servers that lie, stall, close early, answer garbage or never end a reply. Each message is still there afterwards. */
class HostileServersTest {
    private static final String HELLO = "220 mx\r\n";
    private static final String OFFER = "250-mx\r\n250 PIPELINING\r\n";
    private static final String TLS = "250-mx\r\n250 STARTTLS\r\n";

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> visits = new ConcurrentHashMap<>();
    private final Names names = names();
    private ServerSocket port;
    private Office office;

    /** What a server does with a client. */
    @FunctionalInterface
    private interface Behaviour {
        void meet(Client client) throws IOException;
    }

    private static final class Client {
        private final Socket socket;
        private final BufferedReader in;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        Client say(String octets) throws IOException {
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Client hear(String start) throws IOException {
            for (String line = in.readLine(); !line.startsWith(start); line = in.readLine()) {}
            return this;
        }

        /** The first of the handshake. */
        Client hearOctet() throws IOException {
            in.read();
            return this;
        }

        void untilGone() throws IOException {
            while (in.read() >= 0) {}
        }
    }

    private static Names names() {
        try {
            return new Names();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        port = new ServerSocket(0, 100, InetAddress.getByName("0.0.0.0"));
        threads.submit(this::accept);
        office = Office.open(
                directory,
                "",
                "name-server = 127.0.0.1:" + names.port(),
                "port = " + port.getLocalPort(),
                "patience = 2");
    }

    @AfterEach
    void stop() throws Exception {
        office.close();
        port.close();
        names.close();
        threads.shutdownNow();
    }

    // RFC5321-4.5.3.2-a
    // RFC5321-4.5.3.2-a RFC5321-4.5.3.2-b
    @Test
    void nothingIsLostAndNothingStandsStill() throws Exception {
        Map<String, QueueId> sent = new LinkedHashMap<>();
        int n = 10;
        for (Map.Entry<String, Behaviour> one : all().entrySet()) {
            sent.put(one.getKey(), submit("127.0.1." + n++, one.getValue()));
        }
        for (Map.Entry<String, QueueId> one : sent.entrySet()) {
            office.until(one.getValue(), "not yet delivered to");
            Office.await(
                    () -> office.queue().show(one.getValue()).toString().contains("1 attempt,"),
                    () -> one.getKey() + ": " + office.story(one.getValue()));
        }
        QueueId good = submit("127.0.1.9", this::good);
        office.until(good, "250 taken");
    }

    private Map<String, Behaviour> all() {
        Map<String, Behaviour> all = new LinkedHashMap<>();
        all.put("silent", Client::untilGone);
        all.put("closes", client -> {});
        all.put("garbage", client -> client.say("\0\1\2\377 what?\r\n").untilGone());
        all.put("line without end", client -> endless(client, "220 " + "x".repeat(1000)));
        all.put("octet by octet", client -> slowly(client));
        all.put("reply without end", client -> endless(client, "220-and so on\r\n"));
        all.put("codes that differ", client -> client.say("220-a\r\n250 b\r\n").untilGone());
        all.put("half a greeting", client -> client.say("220 m"));
        all.put("silent behind EHLO", client -> client.say(HELLO).hear("EHLO").untilGone());
        all.put("half an offer", client -> client.say(HELLO).hear("EHLO").say("250-mx\r\n250-SIZE"));
        all.put("many keywords", client -> {
            client.say(HELLO).hear("EHLO");
            endless(client, "250-X" + "y".repeat(100) + "\r\n");
        });
        all.put(
                "closes at MAIL",
                client -> client.say(HELLO).hear("EHLO").say(OFFER).hear("MAIL"));
        all.put("closes at the text", client -> data(client).say("354 go\r\n"));
        all.put(
                "closes behind the text",
                client -> data(client).say("354 go\r\n").hear("."));
        all.put(
                "silent behind the text",
                client -> data(client).say("354 go\r\n").hear(".").untilGone());
        all.put("wants no text", client -> data(client).say("451 4.3.0 no\r\n").untilGone());
        all.put("takes no text", client -> data(client).say("250 ok\r\n").untilGone());
        all.put(
                "an answer too many",
                client -> client.say(HELLO)
                        .hear("EHLO")
                        .say(OFFER)
                        .hear("DATA")
                        .say("250 ok\r\n250 more\r\n250 ok\r\n354 go\r\n")
                        .untilGone());
        all.put(
                "go on for ever",
                client -> data(client)
                        .say("354 go\r\n")
                        .hear(".")
                        .say("354 go\r\n")
                        .untilGone());
        all.put(
                "an answer before STARTTLS is done",
                client -> client.say(HELLO)
                        .hear("EHLO")
                        .say(TLS)
                        .hear("STARTTLS")
                        .say("220 go\r\n250 mx\r\n")
                        .untilGone());
        return all;
    }

    // RFC3207-4-h
    @Test
    void tlsThatDoesNotWorkIsFollowedByNone() throws Exception {
        List<Behaviour> broken = List.of(
                client -> client.hearOctet().say("HTTP/1.1 400 no\r\n\r\n"), Client::hearOctet, Client::untilGone);
        for (int i = 0; i < broken.size(); i++) {
            Behaviour how = broken.get(i);
            String address = "127.0.2." + (10 + i);
            QueueId id = submit(address, client -> {
                if (visits.get(address).get() > 1) {
                    good(client);
                    return;
                }
                client.say(HELLO).hear("EHLO").say(TLS).hear("STARTTLS").say("220 go\r\n");
                how.meet(client);
            });
            office.until(id, "250 taken");
        }
    }

    @Test
    void afterACleanReplyItIsNotSentAgain() throws Exception {
        QueueId id = submit(
                "127.0.3.10",
                client -> data(client)
                        .say("354 go\r\n")
                        .hear(".")
                        .say("250 taken\r\n")); // and the connection is gone, without an answer to QUIT
        office.until(id, "250 taken");
        Office.await(() -> office.queue().show(id).isEmpty(), () -> "it is still there");
        assertEquals(1, visits.get("127.0.3.10").get());
        assertFalse(office.story(id).toString().contains("not yet"));
    }

    @Test
    void manyHostsThatDoNotAnswerAreTriedAndTheOneThatDoesGetsIt() throws Exception {
        names.with("mixed.example", "MX 1 a.example", "MX 2 b.example", "MX 3 c.example")
                .with("a.example", "A 127.0.4.1")
                .with("b.example", "A 127.0.4.2")
                .with("c.example", "A 127.0.4.3");
        behaviours.put("127.0.4.1", client -> {});
        behaviours.put("127.0.4.2", client -> client.say("554 go away\r\n"));
        behaviours.put("127.0.4.3", this::good);
        office.until(office.submit("", "", "tim@mixed.example"), "by c.example: 250 taken");
        assertEquals(1, visits.get("127.0.4.2").get());
    }

    // RFC5321-4.5.3.2-a
    @Test
    void manyHostsTogetherHaveNoMoreTimeThanAFewOfThem() throws Exception {
        String[] hosts = new String[8];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = "MX " + i + " h" + i + ".example";
            names.with("h" + i + ".example", "A 127.0.5." + (i + 1));
            behaviours.put("127.0.5." + (i + 1), Client::untilGone);
        }
        names.with("silent.example", hosts);
        office.until(office.submit("", "", "tim@silent.example"), "not yet delivered to <tim@silent.example>");
        long tried = visits.keySet().stream()
                .filter(host -> host.startsWith("127.0.5."))
                .count();
        assertTrue(tried >= 1 && tried <= 3, tried + " hosts of two seconds each in four");
    }

    @Test
    void aNameServerThatFailsLiesOrLeadsInCirclesCostsNothing() throws Exception {
        names.with("circle.example", "CNAME round.example")
                .with("round.example", "CNAME circle.example")
                .with("broken.example", "FAILS")
                .with("empty.example", "MX 5 nowhere.example")
                .with("bad.example", "MX 5 under\\032score.example");
        for (String domain : List.of("circle", "broken", "empty", "bad")) {
            QueueId id = office.submit("", "", "tim@" + domain + ".example");
            office.until(id, "not yet delivered to <tim@" + domain + ".example>");
            assertTrue(office.queue().show(id).get(0).contains(id.text()));
        }
    }

    private QueueId submit(String address, Behaviour behaviour) throws IOException {
        behaviours.put(address, behaviour);
        return office.submit("", "", "tim@[" + address + "]");
    }

    private Void accept() throws IOException {
        while (!port.isClosed()) {
            Socket socket = port.accept();
            threads.submit(() -> meet(socket));
        }
        return null;
    }

    private Void meet(Socket socket) throws IOException {
        try (socket) {
            String address = socket.getLocalAddress().getHostAddress();
            visits.computeIfAbsent(address, any -> new AtomicInteger()).incrementAndGet();
            behaviours.get(address).meet(new Client(socket));
        }
        return null;
    }

    private void good(Client client) throws IOException {
        data(client)
                .say("354 go\r\n")
                .hear(".")
                .say("250 taken\r\n")
                .hear("QUIT")
                .say("221 bye\r\n");
    }

    /** Up to DATA, all of it well. */
    private static Client data(Client client) throws IOException {
        return client.say(HELLO).hear("EHLO").say(OFFER).hear("DATA").say("250 ok\r\n250 ok\r\n");
    }

    private static void slowly(Client client) throws IOException {
        for (int i = 0; i < 2000; i++) {
            client.say("2");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void endless(Client client, String piece) throws IOException {
        while (true) {
            client.say(piece);
        }
    }
}
