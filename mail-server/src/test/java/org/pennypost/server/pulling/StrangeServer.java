package org.pennypost.server.pulling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A server that says to each command what a test wants, however odd. */
final class StrangeServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<String, String> script;

    private StrangeServer(ServerSocket socket, Function<String, String> script) {
        this.socket = socket;
        this.script = script;
    }

    /** @param script gives the untagged answers to a command; an answer that begins with NO is the tagged one */
    static StrangeServer saying(Function<String, String> script) throws IOException {
        StrangeServer server = new StrangeServer(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")), script);
        Thread thread = new Thread(server::serve, "strange");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    Origin origin() {
        return new Origin(false, "127.0.0.1", socket.getLocalPort(), "tim");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        try (Socket line = socket.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.ISO_8859_1));
            say(line, "* OK hello\r\n");
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                int blank = command.indexOf(' ');
                String answer = script.apply(command.substring(blank + 1));
                boolean no = answer.startsWith("NO");
                say(line, no ? "" : answer);
                say(line, command.substring(0, blank) + (no ? " " + answer : " OK done") + "\r\n");
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt(); // the client has had enough, or the test
        }
    }

    private static void say(Socket line, String text) throws IOException {
        OutputStream out = line.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
