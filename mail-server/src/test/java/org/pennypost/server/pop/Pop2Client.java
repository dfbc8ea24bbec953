package org.pennypost.server.pop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A client of POP2 that follows RFC 937's client decision table to the letter: reads a folder and keeps or removes what
 * it has read. Each state takes one input and answers with the next; whatever else comes is garbage, and ends it.
 */
final class Pop2Client {
    private final Socket socket;
    private final InputStream in;
    private final IntPredicate keep;
    private final List<byte[]> messages = new ArrayList<>();
    private final List<String> visited = new ArrayList<>();

    /** @param keep tells of the message with a number, from 1, whether it stays on the server */
    Pop2Client(Socket socket, IntPredicate keep) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.keep = keep;
    }

    /** The states of the client decision table. */
    private sealed interface State {
        /** The connection is opening; the greeting is awaited. */
        record Call() implements State {}

        /** The number of messages is awaited. */
        record Nmbr() implements State {}

        /** The size of a message is awaited. */
        record Size(int number) implements State {}

        /** The message is awaited. */
        record Xfer(int number, int size) implements State {}

        /** QUIT was said; the answer and the close are awaited. */
        record Exit() implements State {}
    }

    /** Reads all messages of the folder until there is none of the next number. */
    List<byte[]> read(String user, String password, String folder) throws IOException {
        State state = new State.Call();
        boolean folded = folder.isEmpty();
        int count = 0;
        while (!(state instanceof State.Exit)) {
            visited.add(state.getClass().getSimpleName().toUpperCase(Locale.ROOT));
            if (state instanceof State.Call) {
                expect("+ POP2 ");
                say("HELO " + user + " " + password);
                state = new State.Nmbr();
            } else if (state instanceof State.Nmbr) {
                count = number("#");
                if (!folded) {
                    folded = true;
                    say("FOLD " + folder);
                } else {
                    state = count > 0 ? ask("READ", new State.Size(1)) : ask("QUIT", new State.Exit());
                }
            } else if (state instanceof State.Size) {
                int number = ((State.Size) state).number();
                int size = number("=");
                state = size > 0 ? ask("RETR", new State.Xfer(number, size)) : ask("QUIT", new State.Exit());
            } else {
                State.Xfer transfer = (State.Xfer) state;
                messages.add(in.readNBytes(transfer.size()));
                state = ask(keep.test(transfer.number()) ? "ACKS" : "ACKD", new State.Size(transfer.number() + 1));
            }
        }
        expect("+ ");
        if (in.read() >= 0 || messages.size() != count) {
            throw new IOException("more octets than announced, or another number of messages");
        }
        return List.copyOf(messages);
    }

    /** The states that it went through, in order. */
    List<String> visited() {
        return List.copyOf(visited);
    }

    private State ask(String command, State next) throws IOException {
        say(command);
        return next;
    }

    private void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private int number(String indicator) throws IOException {
        String line = expect(indicator);
        return Integer.parseInt(line.substring(1).split(" ")[0]);
    }

    private String expect(String beginning) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            octets.write(octet);
        }
        String line = octets.toString(StandardCharsets.US_ASCII);
        if (!line.startsWith(beginning) || !line.endsWith("\r") || line.length() > 511) {
            throw new IOException("garbage instead of " + beginning + ": " + line);
        }
        return line.substring(0, line.length() - 1);
    }
}
