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
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
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
import org.pennypost.server.evidence.Checkpoint;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.Audit;
import org.pennypost.tls.evidence.EvidenceReader;

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

    // RFC5321-6.1-a RFC2033-4.2-d RFC2033-4.3-c: by SMTP, and by LMTP with DATA and with BDAT
    @Test
    void isThereAfterSigkillOnce() throws Exception {
        String off = "submission = off\nsmtps = off\npop2 = off\npop3s = off\nimap = off\nimaps = off\n";
        Files.writeString(
                directory.resolve("my.conf"),
                "[server]\ndata = d\n[listen]\naddress = 127.0.0.1\nsmtp = 0\nlmtp = 0\npop3 = 0\n" + off);
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
        everythingIsWitnessed();
    }

    /** Each acknowledged message was recorded as accepted and as delivered, and what was signed still holds. */
    private void everythingIsWitnessed() throws Exception {
        Path data = directory.resolve("d");
        X509Certificate authority = EvidenceKeys.authority(Evidence.keys(data));
        Set<String> taken = new HashSet<>();
        Map<String, String> deliveries = new HashMap<>();
        try (EvidenceReader reader = EvidenceReader.open(Evidence.directory(data), authority)) {
            reader.each(0, record -> {
                if (record.kind().equals("delivered")) {
                    deliveries.put(record.field("queue-id").orElseThrow(), record.text());
                } else if (record.kind().equals("submission-accepted")) {
                    taken.add(record.field("sha256").orElseThrow());
                    assertTrue(deliveries.containsKey(record.field("queue-id").orElseThrow()), record.text());
                }
                return true;
            });
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        accepted.forEach(name -> assertTrue(
                taken.contains(
                        HexFormat.of().formatHex(sha256.digest(message(name).getBytes(StandardCharsets.US_ASCII)))),
                name));
        Audit audit = Audit.of(Evidence.directory(data), authority, List.of());
        assertEquals(List.of(), audit.faults());
        assertTrue(audit.heads() > 0, "something was signed");
    }

    private void sendUntilKilled(int run, int messages) throws IOException, InterruptedException {
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            String listening = child.lineWith("Listening");
            CountDownLatch enough = new CountDownLatch(messages);
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String name = "m" + run + "x" + client + "x";
                Way way = Way.values()[client % Way.values().length];
                int port = port(listening, way == Way.SMTP ? "SMTP" : "LMTP");
                Thread thread = new Thread(() -> send(way, port, name, enough));
                thread.start();
                clients.add(thread);
            }
            if (run == 0) {
                assertTrue(Checkpoint.make(directory.resolve("d")));
            } else {
                Files.writeString(directory.resolve("d/evidence/wish"), ""); // a head is signed about when it is killed
            }
            enough.await();
            child.kill();
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    /** Sends one message after the other until the server is no more. */
    private void send(Way way, int port, String name, CountDownLatch count) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            replies.readLine();
            for (int i = 0; ; i++) {
                String message = message(name + i);
                String commands = (i > 0 ? "NOOP\r\n" : way == Way.SMTP ? "HELO me.example\r\n" : "LHLO me.example\r\n")
                        + "MAIL FROM:<a@far.example>\r\nRCPT TO:<tim@localhost>\r\n";
                int repliesBefore = way == Way.LMTP_BDAT ? 3 : 4;
                commands += way == Way.LMTP_BDAT ? "BDAT " + message.length() + " LAST\r\n" + message : "DATA\r\n";
                socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
                for (int reply = 0; reply < repliesBefore; reply++) {
                    reply(replies);
                }
                if (way != Way.LMTP_BDAT) {
                    socket.getOutputStream().write((message + ".\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                String reply = reply(replies);
                if (reply.isEmpty()) {
                    return;
                }
                assertTrue(reply.startsWith("250 2.6.0"), reply);
                accepted.add(name + i);
                count.countDown();
            }
        } catch (IOException killed) {
            // that is what was to happen
        }
    }

    private static String message(String name) {
        return "Subject: " + name + "\r\n\r\n" + "x".repeat(60) + "\r\nend\r\n";
    }

    private enum Way {
        SMTP,
        LMTP,
        LMTP_BDAT
    }

    /** The last line of a reply; empty if the server is no more. */
    private static String reply(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = replies.readLine();
        }
        return line == null ? "" : line;
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
