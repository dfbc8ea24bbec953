package org.pennypost.server.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Another server, which answers as a test wants, and keeps what it was sent. */
final class Remote implements AutoCloseable {
    private final ServerSocket port;
    private final UnaryOperator<String> answers;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Thread listening;
    private volatile int connections;

    /** @param answers the reply to a command, without line end; the command itself stands for what is usual */
    Remote(UnaryOperator<String> answers) throws IOException {
        this("127.0.0.1", 0, answers);
    }

    Remote(String address, int number, UnaryOperator<String> answers) throws IOException {
        this.port = new ServerSocket(number, 50, InetAddress.getByName(address));
        this.answers = answers;
        this.listening = run(this::accept);
    }

    int port() {
        return port.getLocalPort();
    }

    int connections() {
        return connections;
    }

    List<String> commands() {
        return commands;
    }

    /** The next message that it takes. */
    String message() throws InterruptedException {
        String message = messages.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came; commands were " + commands);
        }
        return message;
    }

    boolean hasMessage() {
        return !messages.isEmpty();
    }

    /** Afterwards the port is free. */
    @Override
    public void close() throws IOException {
        port.close();
        try {
            listening.join();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static Thread run(Runnable work) {
        Thread thread = new Thread(work, "remote");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = port.accept();
                connections++;
                run(() -> serve(client));
            }
        } catch (IOException closed) {
            messages.offer("closed");
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, answer("CONNECT", "220 mx.example.net ESMTP"));
            int recipients = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String reply = answer(line, line.equals("DATA") && recipients == 0 ? "503 5.5.1 whom?" : usual(line));
                recipients = line.startsWith("RCPT") && reply.startsWith("2")
                        ? recipients + 1
                        : line.startsWith("MAIL") ? 0 : recipients;
                if (line.equals("DATA") && reply.startsWith("354")) {
                    say(client, reply);
                    String text = text(in);
                    reply = answer(".", "250 2.0.0 taken");
                    if (reply.startsWith("2")) {
                        messages.add(text);
                    }
                }
                say(client, reply);
                if (line.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException gone) {
            commands.add("(gone)");
        }
    }

    private String answer(String command, String usual) {
        String reply = answers.apply(command);
        return reply.equals(command) ? usual : reply;
    }

    private static String usual(String command) {
        return command.matches("[EL]HLO .*")
                ? "250-mx.example.net\r\n250-PIPELINING\r\n250 8BITMIME"
                : command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 2.0.0 ok";
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("closed in the text");
            }
            text.append(line).append("\r\n");
        }
        return text.toString();
    }

    /** "CLOSE" closes the connection. */
    private static void say(Socket client, String reply) throws IOException {
        if (reply.equals("CLOSE")) {
            throw new IOException("as the test wants");
        }
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
