package org.pennypost.server.authentication;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.dns.Resolver;

/** A name server of a zone as lines, over UDP and TCP on one port: RFC 1035 §4, as much of it as is asked for. */
public final class NameServer implements AutoCloseable {
    private static final Map<String, Integer> TYPES =
            Map.of("A", 1, "CNAME", 5, "PTR", 12, "MX", 15, "TXT", 16, "AAAA", 28);
    private static final int LONGEST_DATAGRAM = 512;
    private static final int TRUNCATED = 0x0200;
    private static final int NO_SUCH_NAME = 3;
    private static final int FAILURE = 2;

    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    /** A server without names. */
    public NameServer() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        connections = new ServerSocket(0, 50, here);
        datagrams = new DatagramSocket(new InetSocketAddress(here, connections.getLocalPort()));
        start(this::serveDatagrams);
        start(this::serveConnections);
    }

    /**
     * Adds records, such as {@code example.net TXT v=spf1 -all}, {@code mx.example.net A 192.0.2.1},
     * {@code example.net MX 10 mx.example.net}; {@code slow.example SILENT} never answers, {@code bad.example FAILS},
     * or {@code bad.example AAAA FAILS} if asked for these.
     */
    public NameServer with(String... records) {
        for (String record : records) {
            String[] words = record.split(" ", 2);
            zone.computeIfAbsent(words[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(words[1]);
        }
        return this;
    }

    /** Where it is. */
    public int port() {
        return datagrams.getLocalPort();
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    /** Who asks it. */
    public Resolver resolver() {
        return DnsResolver.of(Optional.of(new InetSocketAddress("127.0.0.1", port())));
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        connections.close();
    }

    private static void start(Runnable server) {
        Thread thread = new Thread(server, "names");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[LONGEST_DATAGRAM];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                byte[] answer = answer(buffer);
                if (answer.length > LONGEST_DATAGRAM) {
                    answer = truncated(buffer);
                }
                if (answer.length > 0) {
                    datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            datagrams.close();
        }
    }

    private void serveConnections() {
        while (!connections.isClosed()) {
            try (Socket socket = connections.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                byte[] answer = answer(question);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException gone) {
                // the next one
            }
        }
    }

    private static int questionEnd(byte[] question) {
        int at = 12;
        while (question[at] != 0) {
            at += question[at] + 1;
        }
        return at + 5;
    }

    private static String name(byte[] question) {
        StringBuilder name = new StringBuilder();
        for (int at = 12; question[at] != 0; at += question[at] + 1) {
            name.append(name.length() == 0 ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.ISO_8859_1));
        }
        return name.toString();
    }

    private static byte[] truncated(byte[] question) throws IOException {
        return message(question, TRUNCATED, 0, new byte[0]);
    }

    private byte[] answer(byte[] question) throws IOException {
        asked.incrementAndGet();
        String name = name(question);
        int end = questionEnd(question);
        int type = question[end - 4] << 8 | question[end - 3];
        List<String> found = zone.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (found.contains("SILENT")) {
            return new byte[0];
        }
        boolean fails = found.contains("FAILS")
                || TYPES.entrySet().stream()
                        .anyMatch(known -> known.getValue() == type && found.contains(known.getKey() + " FAILS"));
        int code = found.isEmpty() ? NO_SUCH_NAME : fails ? FAILURE : 0;
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        int count = code == 0 ? write(name, type, new DataOutputStream(answers), 0) : 0;
        return message(question, code, count, answers.toByteArray());
    }

    private static byte[] message(byte[] question, int flags, int count, byte[] answers) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.write(question, 0, 2);
        out.writeShort(0x8180 | flags);
        out.writeShort(1);
        out.writeShort(count);
        out.writeInt(0);
        out.write(question, 12, questionEnd(question) - 12);
        out.write(answers);
        return octets.toByteArray();
    }

    private int write(String name, int type, DataOutputStream out, int depth) throws IOException {
        int count = 0;
        for (String record : zone.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
            String[] words = record.split(" ", 2);
            int kind = TYPES.getOrDefault(words[0], 0);
            if (kind != type && kind != TYPES.get("CNAME")) {
                continue;
            }
            byte[] data = data(words[0], words[1]);
            writeName(name, out);
            out.writeShort(kind);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(data.length);
            out.write(data);
            count++;
            if (kind == TYPES.get("CNAME") && depth < 8) {
                count += write(words[1], type, out, depth + 1);
            }
        }
        return count;
    }

    private static byte[] data(String type, String value) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        switch (type) {
            case "A", "AAAA" -> out.write(InetAddress.getByName(value).getAddress());
            case "MX" -> {
                String[] words = value.split(" ");
                out.writeShort(Integer.parseInt(words[0]));
                writeName(words.length > 1 ? words[1] : "", out);
            }
            case "TXT" -> {
                for (int i = 0; i < value.length(); i += 255) {
                    String piece = value.substring(i, Math.min(value.length(), i + 255));
                    out.writeByte(piece.length());
                    out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            default -> writeName(value, out);
        }
        return octets.toByteArray();
    }

    private static void writeName(String name, DataOutputStream out) throws IOException {
        for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
            out.writeByte(label.length());
            out.writeBytes(label);
        }
        out.writeByte(0);
    }
}
