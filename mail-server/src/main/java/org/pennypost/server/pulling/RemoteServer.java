package org.pennypost.server.pulling;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.StoreException;

/** A connection to another server, by IMAP, with its certificate verified. Confined to one thread. */
final class RemoteServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RemoteServer.class.getName());
    private static final int CONNECT_MILLIS = 30_000;
    private static final int ANSWER_MILLIS = 300_000;
    /** What is kept of the answers to one command, and how many there may be whether they are kept or not. */
    private static final long MOST_OCTETS = 32 << 20;

    private static final int MOST_ANSWERS = 1_000_000;

    private final Origin origin;
    private Socket socket;
    private AnswerReader in;
    private Set<String> capabilities = Set.of();
    private int commands;

    private RemoteServer(Origin origin, Socket socket) throws IOException {
        this.origin = origin;
        use(socket);
    }

    /** The server says no. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private Refused(String what) {
            super(what);
        }
    }

    /** What to do with each answer that is data. */
    @FunctionalInterface
    interface Answers {
        void take(Answer answer) throws IOException, StoreException;
    }

    /** Connects; afterwards the line is protected, unless nothing leaves this machine. */
    static RemoteServer connect(Origin origin, SSLContext trust) throws IOException, StoreException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(origin.host().replaceAll("[\\[\\]]", ""), origin.port()), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            RemoteServer server = new RemoteServer(origin, origin.tls() ? secured(origin, trust, socket) : socket);
            server.greeting(trust);
            return server;
        } catch (IOException | StoreException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Whether it has said that it can do something. */
    boolean can(String capability) {
        return capabilities.contains(capability);
    }

    /** Logs in; the password goes nowhere but there. */
    void login(Password password) throws IOException, StoreException {
        String user = origin.user();
        if (can("AUTH=PLAIN")) { // RFC 4616 §2
            byte[] message = ("\0" + user + "\0" + password.text()).getBytes(StandardCharsets.UTF_8);
            command("AUTHENTICATE PLAIN", AnswerReader.Bodies.NONE, answer -> {
                if (answer.tag().equals("+")) {
                    send(Base64.getEncoder().encodeToString(message));
                }
            });
        } else if (can("LOGINDISABLED")) { // RFC 9051 §6.2.3
            throw new IOException(origin.host() + " has no way to log in with a password");
        } else {
            command("LOGIN " + string(user) + " " + string(password.text()));
        }
        capabilities();
    }

    /** Sends a command; the answers that are data, until it is done well. */
    List<Answer> command(String text) throws IOException, StoreException {
        List<Answer> answers = new ArrayList<>();
        long[] octets = {0};
        command(text, AnswerReader.Bodies.NONE, answer -> {
            octets[0] += in.octets();
            if (octets[0] > MOST_OCTETS) {
                throw new IOException(origin.host() + " says too much");
            }
            answers.add(answer);
        });
        return answers;
    }

    /**
     * Sends a command and hands its answers on, the last one too.
     *
     * @throws Refused if the server says no
     */
    void command(String text, AnswerReader.Bodies bodies, Answers answers) throws IOException, StoreException {
        String tag = "a" + ++commands;
        send(tag + " " + text);
        for (int count = 0; count < MOST_ANSWERS; count++) {
            Answer answer = in.read(bodies);
            if (answer.tag().equals(tag) && !answer.is("OK")) {
                throw refused(answer);
            }
            answers.take(answer);
            if (answer.tag().equals(tag)) {
                return;
            }
            if (answer.is("BYE")) {
                throw new IOException(refused(answer).getMessage());
            }
        }
        throw new IOException(origin.host() + " does not come to an end");
    }

    /** {@code string}, RFC 9051 §4.3: what stands between quotes. */
    static String string(String text) throws IOException {
        if (text.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n' || c > 0x7E)) {
            throw new IOException("the server takes no such characters: it has no AUTH=PLAIN");
        }
        return quoted(text);
    }

    /** The same with whatever octets the server itself has used; no ends of lines. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        try {
            send("z LOGOUT");
        } catch (IOException goneAlready) {
            LOG.log(System.Logger.Level.DEBUG, "no good-bye to " + origin, goneAlready);
        }
        try {
            socket.close();
        } catch (IOException goneAlready) {
            LOG.log(System.Logger.Level.DEBUG, "the line to " + origin + " was gone", goneAlready);
        }
    }

    private void greeting(SSLContext trust) throws IOException, StoreException {
        Answer greeting = in.read(AnswerReader.Bodies.NONE);
        if (!greeting.is("OK")) { // RFC 9051 §7.1.5; PREAUTH is somebody else's account
            throw refused(greeting);
        }
        capabilities();
        if (origin.tls()) {
            return;
        }
        if (can("STARTTLS")) {
            command("STARTTLS");
            if (in.isAhead()) { // RFC 9051 §6.2.1: what came in clear may be an attacker's
                throw new IOException("octets in clear behind STARTTLS");
            }
            use(secured(origin, trust, socket));
            capabilities();
        } else if (!origin.isHere()) {
            throw new IOException(origin.host() + " offers no TLS on this port; try imaps://");
        }
    }

    private void capabilities() throws IOException, StoreException {
        Predicate<Answer> wanted = answer -> answer.is("CAPABILITY");
        capabilities = command("CAPABILITY").stream()
                .filter(wanted)
                .flatMap(answer -> answer.items().stream())
                .map(item -> item.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private void send(String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void use(Socket line) throws IOException {
        socket = line;
        in = new AnswerReader(new BufferedInputStream(line.getInputStream(), 64 * 1024));
    }

    private static Socket secured(Origin origin, SSLContext trust, Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket) trust.getSocketFactory().createSocket(socket, origin.host(), origin.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 7817 §3: the name must be in the certificate
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private Refused refused(Answer answer) {
        String word = answer.items().isEmpty() ? "" : answer.items().get(0).text();
        return new Refused(origin.host() + " says " + (word + " " + answer.text()).replaceAll("[^ -~]", "?"));
    }
}
