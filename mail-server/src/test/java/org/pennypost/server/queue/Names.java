package org.pennypost.server.queue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server of a few names: RFC 1035 §4, as much of it as is asked for. */
final class Names implements AutoCloseable {
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int MX = 15;
    private static final int NO_SUCH_NAME = 3;
    private static final int FAILURE = 2;

    private final DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();

    Names() throws SocketException {
        Thread thread = new Thread(this::serve, "names");
        thread.setDaemon(true);
        thread.start();
    }

    /** Such as {@code MX 10 mx.example.net}, {@code A 127.0.0.1}, {@code CNAME example.com} or {@code FAILS}. */
    Names with(String name, String... values) {
        records.put(name, List.of(values));
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(buffer);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            socket.close();
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            name.append(name.length() == 0 ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        int type = question[at + 1] << 8 | question[at + 2];
        int end = at + 5;
        List<String> found = records.get(name.toString().toLowerCase(Locale.ROOT));
        int code = found == null ? NO_SUCH_NAME : found.contains("FAILS") ? FAILURE : 0;
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        int count = code == 0 ? write(name.toString(), type, found, new DataOutputStream(answers)) : 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(0x8180 | code);
        out.writeShort(1);
        out.writeShort(count);
        out.writeInt(0);
        out.write(question, 12, end - 12);
        answers.writeTo(out);
        return bytes.toByteArray();
    }

    private int write(String name, int type, List<String> found, DataOutputStream out) throws IOException {
        int count = 0;
        for (String record : found) {
            String[] words = record.split(" ");
            int kind = words[0].equals("MX") ? MX : words[0].equals("CNAME") ? CNAME : A;
            if (kind != type && kind != CNAME) {
                continue;
            }
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(data);
            if (kind == A) {
                fields.write(InetAddress.getByName(words[1]).getAddress());
            } else if (kind == MX) {
                fields.writeShort(Integer.parseInt(words[1]));
                writeName(words.length > 2 ? words[2] : "", fields);
            } else {
                writeName(words[1], fields);
            }
            writeName(name, out);
            out.writeShort(kind);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(data.size());
            data.writeTo(out);
            count++;
            if (kind == CNAME) {
                count += write(words[1], type, records.getOrDefault(words[1], List.of()), out);
            }
        }
        return count;
    }

    private static void writeName(String name, DataOutputStream out) throws IOException {
        for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
            out.writeByte(label.length());
            out.writeBytes(label);
        }
        out.writeByte(0);
    }
}
