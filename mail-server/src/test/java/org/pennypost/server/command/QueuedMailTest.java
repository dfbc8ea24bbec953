package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while it takes mail and passes it on, again and again: what it has accepted arrives.
 * {@code -Dpennypost.kills=300} for the long form.
 */
class QueuedMailTest {
    private static final int KILLS = Integer.getInteger("pennypost.kills", 2);
    private static final int CLIENTS = 4;

    @TempDir
    Path directory;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> arrived = new ConcurrentHashMap<>();

    // RFC5321-2.1-a
    @Test
    void arrivesAfterSigkill() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread accepting = new Thread(() -> accept(elsewhere));
            accepting.setDaemon(true);
            accepting.start();
            configure(elsewhere.getLocalPort());
            SplittableRandom random = new SplittableRandom(11);
            for (int kill = 0; kill < KILLS; kill++) {
                sendUntilKilled(kill, 20 + random.nextInt(100));
            }
            try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
                child.lineWith("Listening");
                Instant end = Instant.now().plus(Duration.ofSeconds(60));
                while (!arrived.keySet().containsAll(accepted) && Instant.now().isBefore(end)) {
                    LockSupport.parkNanos(20_000_000);
                }
            }
        }
        List<String> lost = new ArrayList<>(accepted);
        lost.removeAll(arrived.keySet());
        assertEquals(List.of(), lost);
        assertTrue(accepted.size() >= KILLS * 20, "enough was sent");
        arrived.remove("(cut)");
        long twice = arrived.values().stream().filter(count -> count > 1).count();
        assertTrue(twice <= (long) KILLS * 60, "only what was on its way when the server died came twice: " + twice);
        try (Stream<Path> damaged = Files.list(directory.resolve("d/queue/damaged"))) {
            assertEquals(0, damaged.count());
        }
    }

    private void configure(int port) throws IOException {
        String off = "submission = off\nsmtps = off\npop2 = off\npop3 = off\npop3s = off\nimap = off\nimaps = off\n";
        Files.writeString(
                directory.resolve("my.conf"),
                "[server]\ndata = d\n[listen]\naddress = 127.0.0.1\nsmtp = 0\n" + off
                        + "[relay]\nhost = 127.0.0.1\ntls = off\nport = " + port + "\n");
        Files.createDirectory(directory.resolve("d"));
        Files.writeString(directory.resolve("d/users"), "tim:{PLAIN}tanstaaf\n");
        Files.writeString(directory.resolve("d/aliases"), "away: tim@far.example\n");
    }

    private void sendUntilKilled(int run, int messages) throws IOException, InterruptedException {
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            int port = Integer.parseInt(child.lineWith("Listening").replaceAll(".*SMTP ([0-9]+).*", "$1"));
            CountDownLatch enough = new CountDownLatch(messages);
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String name = "m" + run + "x" + client + "x";
                Thread thread = new Thread(() -> send(port, name, enough));
                thread.start();
                clients.add(thread);
            }
            enough.await();
            child.kill();
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    /** Sends one message after the other until the server is no more. */
    private void send(int port, String name, CountDownLatch count) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            replies.readLine();
            for (int i = 0; ; i++) {
                String commands = (i == 0 ? "HELO me.example\r\n" : "NOOP\r\n")
                        + "MAIL FROM:<a@far.example>\r\nRCPT TO:<away@localhost>\r\nDATA\r\n";
                socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
                for (int reply = 0; reply < 4; reply++) {
                    replies.readLine();
                }
                String message = "Subject: " + name + i + "\r\n\r\n" + "x".repeat(60) + "\r\nend\r\n.\r\n";
                socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
                String reply = replies.readLine();
                if (reply == null) {
                    return;
                }
                assertTrue(reply.startsWith("250 "), reply);
                accepted.add(name + i);
                count.countDown();
            }
        } catch (IOException killed) {
            count.countDown(); // that is what was to happen
        }
    }

    private void accept(ServerSocket port) {
        try {
            while (true) {
                Socket client = port.accept();
                Thread thread = new Thread(() -> take(client));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            arrived.merge("(closed)", 1, Integer::sum);
        }
    }

    private void take(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 far.example");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("DATA")) {
                    say(client, "354 go on");
                    String subject = "";
                    String last = "";
                    for (line = in.readLine(); !".".equals(line) && line != null; line = in.readLine()) {
                        subject = line.startsWith("Subject: ") ? line.substring(9) : subject;
                        last = line;
                    }
                    if (last.equals("end") && ".".equals(line)) {
                        arrived.merge(subject, 1, Integer::sum);
                    }
                }
                say(client, "250 2.0.0 ok");
            }
        } catch (IOException killed) {
            arrived.merge("(cut)", 1, Integer::sum);
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
