package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.ExitStatus;

/** The queue from the command line, beside a server and without one. */
class QueueCommandTest {
    @TempDir
    Path directory;

    @Test
    void operatorsSeeAndSteerWhatWaits() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        Files.writeString(
                directory.resolve("my.conf"),
                "[server]\ndata = d\n[listen]\naddress = 127.0.0.1\nsmtp = 0\nsubmission = off\nsmtps = off\npop2 = off\n"
                        + "pop3 = off\npop3s = off\nimap = off\nimaps = off\n[relay]\nhost = 127.0.0.1\nport = "
                        + closed
                        + "\n");
        Files.createDirectory(directory.resolve("d"));
        Files.writeString(directory.resolve("d/users"), "tim:{PLAIN}tanstaaf\n");
        Files.writeString(directory.resolve("d/aliases"), "away: tim@far.example\n");
        String id;
        try (Child server = Child.start(directory, "serve", "--config", "my.conf")) {
            id = send(Integer.parseInt(server.lineWith("Listening").replaceAll(".*SMTP ([0-9]+).*", "$1")));
            String[] list = queue("list").split("\n");
            assertEquals("id age octets next sender recipient last answer", list[0].replaceAll(" +", " "));
            assertTrue(
                    list[1].matches(id + " +[0-9]+s +[0-9]+ +[0-9a-z]+  <a@far.example> +<tim@far.example>.*"),
                    list[1]);
            assertTrue(list[2].matches("1 message, [0-9]+ octets"), list[2]);
            String[] fields = queue("list", "--plain").strip().split("\t", -1);
            assertEquals(id, fields[0]);
            assertFalse(Instant.parse(fields[1]).isAfter(Instant.now()));
            assertEquals("<a@far.example>", fields[4]);
            assertEquals("", queue("hold", id));
            assertTrue(queue("show", id).startsWith("id        " + id + " (held)\n"));
            assertEquals("", queue("release", id));
            assertEquals("", queue("flush"));
        }
        assertTrue(queue("show", id).contains("to        <tim@far.example> waiting"));
        assertEquals("", queue("remove", id));
        assertEquals("nothing waits\n", queue("list"));
        assertEquals("", queue("list", "--plain"));
        try (Child again = Child.start(directory, "queue", "show", id, "--data", "d")) {
            assertTrue(again.rest().contains("no message " + id + " waits"));
            assertEquals(ExitStatus.FAILED, again.status());
        }
        try (Child wrong = Child.start(directory, "queue", "show", "x", "--data", "d")) {
            assertTrue(wrong.rest().contains("see 'queue list'"));
            assertEquals(ExitStatus.USAGE, wrong.status());
        }
    }

    @Test
    void agesAreSaidInTheUnitThatTellsMost() {
        assertEquals("0s", QueueList.age(Duration.ofHours(-1)));
        assertEquals("119s", QueueList.age(Duration.ofSeconds(119)));
        assertEquals("119m", QueueList.age(Duration.ofMinutes(119)));
        assertEquals("47h", QueueList.age(Duration.ofHours(47)));
        assertEquals("5d", QueueList.age(Duration.ofHours(120)));
    }

    private String queue(String... words) throws Exception {
        String[] command = new String[words.length + 3];
        command[0] = "queue";
        System.arraycopy(words, 0, command, 1, words.length);
        command[words.length + 1] = "--data";
        command[words.length + 2] = "d";
        try (Child child = Child.start(directory, command)) {
            String said = child.rest();
            assertEquals(ExitStatus.OK, child.status(), said);
            return said;
        }
    }

    private static String send(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            replies.readLine();
            String reply = "";
            for (String line : new String[] {
                "HELO me.example",
                "MAIL FROM:<a@far.example>",
                "RCPT TO:<away@localhost>",
                "DATA",
                "Subject: x\r\n\r\nx\r\n."
            }) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                reply = replies.readLine();
            }
            return reply.substring(reply.length() - QueueId.LENGTH);
        }
    }
}
