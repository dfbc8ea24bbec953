package org.pennypost.server.filter;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A filter that says what a test wants, on a socket of its own. To each command it answers that all is well, unless it has
 * been told otherwise; a text of a script is a packet, its first character the kind, {@code \0} a NUL.
 */
final class ScriptedFilter implements AutoCloseable {
    private static final String ANSWERED = "CHMRTLNBE";

    private final ServerSocketChannel port;
    private final String address;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<Character, List<String>> script = new ConcurrentHashMap<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private volatile int protocol;
    private volatile boolean raw;

    private ScriptedFilter(ServerSocketChannel port) throws IOException {
        this.port = port;
        SocketAddress bound = port.getLocalAddress();
        this.address = bound instanceof UnixDomainSocketAddress file
                ? "unix:" + file.getPath()
                : "127.0.0.1:" + ((InetSocketAddress) bound).getPort();
        Thread thread = new Thread(this::serve, "scripted-filter");
        thread.setDaemon(true);
        thread.start();
    }

    /** On a free port. */
    static ScriptedFilter open() throws IOException {
        ServerSocketChannel port = ServerSocketChannel.open();
        port.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        return new ScriptedFilter(port);
    }

    /** On a socket in the file system. */
    static ScriptedFilter open(Path file) throws IOException {
        ServerSocketChannel port = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        port.bind(UnixDomainSocketAddress.of(file));
        return new ScriptedFilter(port);
    }

    /** Answers a command with these packets; with none, never. */
    ScriptedFilter at(char command, String... packets) {
        script.put(command, List.of(packets));
        return this;
    }

    /** Wants these bits of the protocol. */
    ScriptedFilter wanting(int bits) {
        protocol = bits;
        return this;
    }

    /** The answers of the script have no length before them: they are octets, whatever these say. */
    ScriptedFilter raw() {
        raw = true;
        return this;
    }

    /** As a configuration names it. */
    String address() {
        return address;
    }

    /** Waits until a connection has ended. */
    void ended() throws InterruptedException {
        assertNotNull(ends.poll(20, TimeUnit.SECONDS), "no connection has ended");
    }

    /** Waits until it has been told so many of a command. */
    void told(char command, int count) throws InterruptedException {
        synchronized (heard) {
            while (heard(command).size() < count) {
                heard.wait(20_000);
            }
        }
    }

    /** The kinds of all that was told, in order, without a blank between them. */
    String kinds() {
        return heard.stream().map(one -> one.substring(0, 1)).collect(Collectors.joining());
    }

    /** All that was told, in order: the command, and its arguments with a stroke behind each. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    /** What was told by one kind of command. */
    List<String> heard(char command) {
        return heard.stream()
                .filter(one -> one.charAt(0) == command)
                .map(one -> one.substring(1))
                .toList();
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel connection = port.accept();
                connections.add(connection);
                Thread thread = new Thread(() -> converse(connection), "scripted-filter");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            ends.add("closed");
        }
    }

    private void converse(SocketChannel connection) {
        try (connection;
                DataInputStream in = new DataInputStream(Channels.newInputStream(connection));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(connection)))) {
            while (true) {
                byte[] packet = new byte[in.readInt()];
                in.readFully(packet);
                String text = new String(packet, StandardCharsets.ISO_8859_1);
                synchronized (heard) {
                    heard.add(text.replace('\0', '|'));
                    heard.notifyAll();
                }
                for (String answer : answers(text)) {
                    byte[] octets = answer.getBytes(StandardCharsets.ISO_8859_1);
                    if (!raw) {
                        out.writeInt(octets.length);
                    }
                    out.write(octets);
                }
                out.flush();
            }
        } catch (EOFException hungUp) {
            ends.add("hung up");
        } catch (IOException broken) {
            ends.add("broken");
        }
    }

    private List<String> answers(String packet) {
        char command = packet.charAt(0);
        if (script.containsKey(command)) {
            return script.get(command);
        }
        if (command == 'O') {
            return List.of("O" + number(6) + number(0x1FF) + number(protocol));
        }
        boolean answered = ANSWERED.indexOf(command) >= 0;
        return answered && !quiet(command) ? List.of("c") : List.of();
    }

    private boolean quiet(char command) {
        for (Stage stage : Stage.values()) {
            if (stage.kind() == command) {
                return (protocol & stage.unanswered()) != 0;
            }
        }
        return false;
    }

    /** A number of four octets, each a character. */
    static String number(int number) {
        return "" + (char) (number >>> 24) + (char) (number >>> 16 & 0xFF) + (char) (number >>> 8 & 0xFF)
                + (char) (number & 0xFF);
    }
}
