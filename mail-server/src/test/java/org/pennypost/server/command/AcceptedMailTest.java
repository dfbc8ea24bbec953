package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while several clients send, again and again: what it has accepted is there afterwards, once.
 * {@code -Dpennypost.kills=300} for the long form.
 */
class AcceptedMailTest {
    private static final int KILLS = Integer.getInteger("pennypost.kills", 2);
    private static final int CLIENTS = 4;

    @TempDir
    Path directory;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    // RFC5321-6.1-a
    @Test
    void isThereAfterSigkillOnce() throws Exception {
        String off = "submission = off\nsmtps = off\npop2 = off\npop3s = off\nimap = off\nimaps = off\n";
        Files.writeString(
                directory.resolve("my.conf"),
                "[server]\ndata = d\n[listen]\naddress = 127.0.0.1\nsmtp = 0\npop3 = 0\n" + off);
        Files.createDirectory(directory.resolve("d"));
        Files.writeString(directory.resolve("d/users"), "tim:{PLAIN}tanstaaf\n");
        SplittableRandom random = new SplittableRandom(5);
        for (int kill = 0; kill < KILLS; kill++) {
            sendUntilKilled(kill, 20 + random.nextInt(150));
        }
        List<String> kept = kept();
        Map<String, Long> often =
                kept.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        accepted.forEach(id -> assertEquals(1, often.getOrDefault(id, 0L), id));
        assertTrue(often.values().stream().allMatch(count -> count == 1), "none twice");
        assertTrue(kept.size() <= accepted.size() + KILLS * CLIENTS, "none that nobody sent");
        assertTrue(accepted.size() >= KILLS * 20, "enough was sent");
    }

    private void sendUntilKilled(int run, int messages) throws IOException, InterruptedException {
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            int port = port(child.lineWith("Listening"), "SMTP");
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
                String message = "Subject: " + name + i + "\r\n\r\n" + "x".repeat(60) + "\r\nend\r\n";
                String commands = (i == 0 ? "HELO me.example\r\n" : "NOOP\r\n")
                        + "MAIL FROM:<a@far.example>\r\nRCPT TO:<tim@localhost>\r\nDATA\r\n";
                socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
                for (int reply = 0; reply < 4; reply++) {
                    replies.readLine();
                }
                socket.getOutputStream().write((message + ".\r\n").getBytes(StandardCharsets.US_ASCII));
                String reply = replies.readLine();
                if (reply == null) {
                    return;
                }
                assertTrue(reply.startsWith("250 "), reply);
                accepted.add(name + i);
                count.countDown();
            }
        } catch (IOException killed) {
            // that is what was to happen
        }
    }

    /** The subjects of all messages, each of which is whole. */
    private List<String> kept() throws IOException {
        try (Child child = Child.start(directory, "serve", "--config", "my.conf");
                Socket socket = new Socket("127.0.0.1", port(child.lineWith("Listening"), "POP3"))) {
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            replies.readLine();
            ask(socket, replies, "USER tim");
            ask(socket, replies, "PASS tanstaaf");
            int count = Integer.parseInt(ask(socket, replies, "STAT").split(" ")[1]);
            List<String> subjects = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                ask(socket, replies, "RETR " + i);
                List<String> lines = new ArrayList<>();
                for (String line = replies.readLine(); !line.equals("."); line = replies.readLine()) {
                    lines.add(line);
                }
                assertEquals("end", lines.get(lines.size() - 1), "whole");
                lines.stream()
                        .filter(line -> line.startsWith("Subject: "))
                        .forEach(line -> subjects.add(line.substring("Subject: ".length())));
            }
            return subjects;
        }
    }

    private static String ask(Socket socket, BufferedReader replies, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String reply = replies.readLine();
        assertTrue(reply.startsWith("+OK"), reply);
        return reply;
    }

    private static int port(String line, String role) {
        return Integer.parseInt(line.replaceAll(".*" + role + " ([0-9]+).*", "$1"));
    }
}
