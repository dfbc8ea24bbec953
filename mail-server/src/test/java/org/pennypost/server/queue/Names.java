package org.pennypost.server.queue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server of a few names, over UDP and TCP. */
public final class Names implements AutoCloseable {
    private static final int MOST_ANSWERS = 20;
    private static final int UDP = 1232;

    private final DatagramSocket socket;
    private final ServerSocket listening;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int seconds;

    public Names() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        listening = new ServerSocket(0, 50, here);
        socket = new DatagramSocket(listening.getLocalPort(), here);
        run(this::serve);
        run(this::accept);
    }

    /**
     * Such as {@code MX 10 mx.example.net}, {@code A 127.0.0.1}, {@code CNAME example.com}, {@code TXT "v=x"}; or
     * {@code FAILS}, {@code SILENT}, {@code SECURE} for a name that is signed.
     */
    public Names with(String name, String... values) {
        records.put(name, List.of(values));
        return this;
    }

    /** For how long its answers hold from now on; initially nobody may keep them. */
    public Names lasting(int time) {
        seconds = time;
        return this;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** What was asked, such as {@code example.net. MX}. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        socket.close();
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "names");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())));
                if (answer.getHeader().getFlag(Flags.QR)) {
                    byte[] octets = answer.toWire(UDP); // cut, and marked so, if it is longer
                    socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                try (Socket client = listening.accept()) {
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    byte[] question = in.readNBytes(in.readUnsignedShort());
                    byte[] octets = answer(new Message(question)).toWire();
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    out.writeShort(octets.length);
                    out.write(octets);
                }
            }
        } catch (IOException closed) {
            socket.close();
        }
    }

    private Message answer(Message question) throws IOException {
        Record query = question.getQuestion();
        asked.add(query.getName() + " " + Type.string(query.getType()));
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query, Section.QUESTION);
        String name = query.getName().toString(true).toLowerCase(Locale.ROOT);
        boolean secure = add(answer, name, query.getType());
        if (seconds > 0 && answer.getSection(Section.ANSWER).isEmpty()) {
            Name root = Name.root;
            answer.addRecord(
                    new SOARecord(root, DClass.IN, seconds, root, root, 1, 1, 1, 1, seconds), Section.AUTHORITY);
        }
        if (secure && question.getHeader().getFlag(Flags.AD)) {
            answer.getHeader().setFlag(Flags.AD);
        }
        return answer;
    }

    /** Whether all of it is signed. */
    private boolean add(Message answer, String name, int type) throws TextParseException, IOException {
        List<String> found = records.get(name);
        if (found == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
            return false;
        }
        if (found.contains("FAILS")) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        }
        if (found.contains("SILENT")) {
            answer.getHeader().unsetFlag(Flags.QR); // it is not sent
        }
        boolean secure = found.contains("SECURE");
        for (String value : found) {
            String[] words = value.split(" ", 2);
            boolean alias = words[0].equals("CNAME");
            if (words.length == 2 && (words[0].equals(Type.string(type)) || alias)) {
                String data = words[1].equals("0") ? "0 ." : words[1];
                answer.addRecord(
                        Record.fromString(
                                Name.fromString(name, Name.root),
                                Type.value(words[0]),
                                DClass.IN,
                                seconds,
                                data,
                                Name.root),
                        Section.ANSWER);
            }
            if (alias && words.length == 2 && answer.getSection(Section.ANSWER).size() < MOST_ANSWERS) {
                secure &= add(answer, words[1], type);
            }
        }
        return secure;
    }
}
