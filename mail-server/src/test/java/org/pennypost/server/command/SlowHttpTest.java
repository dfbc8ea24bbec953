package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowHttpTest {
    @TempDir
    Path directory;

    /** What keeps the server alive or not asks there: whoever may connect must not be able to hold it up. */
    @Test
    void halfRequestsDoNotStopTheStatusPort() throws Exception {
        InetSocketAddress status = freePort();
        List<String> lines =
                new ArrayList<>(List.of("[server]", "data = d", "[status]", "port = " + status.getPort(), "[listen]"));
        for (String role : List.of("smtp", "submission", "smtps", "pop2", "pop3", "pop3s", "imap", "imaps")) {
            lines.add(role + " = 0");
        }
        Files.write(directory.resolve("my.conf"), lines);
        try (Child server = Child.start(directory, "serve", "--config", "my.conf")) {
            server.lineWith("Listening");
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                slow.add(said(status, "GET /health/live HT"));
            }
            String answer = "";
            for (int attempt = 0; attempt < 4 && answer.isEmpty(); attempt++) {
                answer = answer(status);
            }
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Empty if the port was held up: each client waits in the queue no longer than it may be slow. */
    private static String answer(InetSocketAddress status) {
        try (Socket quick = said(status, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
            quick.setSoTimeout(30_000);
            return new String(quick.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException heldUp) {
            return "";
        }
    }

    private static Socket said(InetSocketAddress to, String text) throws IOException {
        Socket socket = new Socket(to.getAddress(), to.getPort());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static InetSocketAddress freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }
}
