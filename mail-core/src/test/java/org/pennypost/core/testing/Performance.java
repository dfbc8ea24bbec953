package org.pennypost.core.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/** One run of a dialogue: says the client's lines and compares the server's. */
final class Performance {
    private final Dialogue dialogue;
    private final ManualTime time;
    private final Opening opening;
    private final Variables variables;
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    private final Map<String, Optional<String>> peeked = new LinkedHashMap<>();
    private final StringBuilder group = new StringBuilder();

    /** Opens the connection of a label. */
    @FunctionalInterface
    interface Opening {
        Wire open(String connection) throws IOException;
    }

    Performance(Dialogue dialogue, ManualTime time, Opening opening) {
        this.dialogue = dialogue;
        this.time = time;
        this.opening = opening;
        this.variables = new Variables(dialogue.setUps());
    }

    /**
     * Runs it.
     *
     * @throws AssertionFailedError at the first line that is not as the script has it
     */
    void run() throws IOException {
        Move now = new Move.Time(0, Duration.ZERO);
        try {
            List<Move> moves = dialogue.moves();
            for (int i = 0; i < moves.size(); i++) {
                now = moves.get(i);
                perform(now, i + 1 < moves.size() ? moves.get(i + 1) : new Move.Time(0, Duration.ZERO));
            }
            for (String connection : wires.keySet()) {
                expectNothing(now, connection);
            }
        } catch (IOException | RuntimeException | AssertionError trouble) {
            if (trouble instanceof AssertionFailedError) {
                throw trouble;
            }
            throw new AssertionFailedError(where(now) + trouble, trouble);
        } finally {
            closeAll(now);
        }
    }

    private void perform(Move move, Move next) throws IOException {
        if (move instanceof Move.Send) {
            send((Move.Send) move, sameGroup(move, next));
        } else if (move instanceof Move.Act) {
            wire(((Move.Act) move).connection()).act(((Move.Act) move).deed());
        } else if (move instanceof Move.Time) {
            time.advance(((Move.Time) move).by());
        } else if (move instanceof Move.Expect) {
            expect((Move.Expect) move);
        } else if (move instanceof Move.ExpectSet) {
            expectSet((Move.ExpectSet) move);
        } else if (move instanceof Move.ExpectRun) {
            expectRun((Move.ExpectRun) move, next);
        } else if (move instanceof Move.ExpectNothing) {
            expectNothing(move, ((Move.ExpectNothing) move).connection());
        } else {
            expectClosed((Move.ExpectClosed) move);
        }
    }

    /** What the client says without waiting for an answer goes out in one piece. */
    private static boolean sameGroup(Move move, Move next) {
        return move instanceof Move.Send
                && next instanceof Move.Send
                && ((Move.Send) move).connection().equals(((Move.Send) next).connection());
    }

    private void send(Move.Send send, boolean more) throws IOException {
        if (group.length() == 0) {
            expectNothing(send, send.connection());
        }
        group.append(send.text().octets(variables).repeat(send.times()));
        if (!more) {
            String octets = group.toString();
            group.setLength(0);
            wire(send.connection()).send(octets);
        }
    }

    private void expect(Move.Expect expect) throws IOException {
        for (int i = 0; i < expect.times(); i++) {
            for (Expectation expected : expect.text().lines(variables)) {
                Optional<String> line = line(expect.connection());
                if (line.isEmpty() || !expected.matches(line.get(), variables)) {
                    throw failure(expect, expected.toString(), line);
                }
            }
        }
    }

    private void expectSet(Move.ExpectSet set) throws IOException {
        List<Move.Expect> open = new ArrayList<>(set.lines());
        while (!open.isEmpty()) {
            Optional<String> line = line(set.connection());
            if (line.isEmpty() || !open.removeIf(first(open, line.get())::equals)) {
                StringBuilder expected = new StringBuilder("in any order:");
                open.forEach(one -> expected.append("\n      ")
                        .append(one.text().lines(variables).get(0)));
                throw failure(set, expected.toString(), line);
            }
        }
    }

    private Optional<Move.Expect> firstOf(List<Move.Expect> open, String line) {
        return open.stream()
                .filter(one -> one.text().lines(variables).get(0).matches(line, variables))
                .findFirst();
    }

    private Object first(List<Move.Expect> open, String line) {
        return firstOf(open, line).map(Object.class::cast).orElse("none");
    }

    /** A run ends where the line that the script has behind it comes, even if that fits the run too. */
    private void expectRun(Move.ExpectRun run, Move next) throws IOException {
        Expectation expected = run.text().lines(variables).get(0);
        Optional<String> line = line(run.connection());
        if (line.isEmpty() || !expected.matches(line.get(), variables)) {
            throw failure(run, expected.toString(), line);
        }
        do {
            line = line(run.connection());
        } while (line.isPresent() && expected.matches(line.get(), variables) && !isNext(line.get(), next));
        peeked.put(run.connection(), line);
    }

    private boolean isNext(String line, Move next) {
        return next instanceof Move.Expect
                && ((Move.Expect) next).text().lines(variables).get(0).matches(line, variables);
    }

    private void expectNothing(Move move, String connection) throws IOException {
        Optional<String> line = peeked.getOrDefault(connection, Optional.empty());
        if (line.isEmpty()) {
            line = wire(connection).waiting();
        }
        if (line.isPresent()) {
            throw failure(move, "(nothing more on connection \"" + connection + "\")", line);
        }
    }

    private void expectClosed(Move.ExpectClosed move) throws IOException {
        Optional<String> line = line(move.connection());
        if (line.isPresent() || !wire(move.connection()).closed()) {
            throw failure(move, "(the server closes the connection)", line);
        }
    }

    private Optional<String> line(String connection) throws IOException {
        Optional<String> before = peeked.getOrDefault(connection, Optional.empty());
        peeked.remove(connection);
        return before.isPresent() ? before : wire(connection).line();
    }

    private Wire wire(String connection) throws IOException {
        Wire open = wires.get(connection);
        if (open == null) {
            open = opening.open(connection);
            wires.put(connection, open);
        }
        return open;
    }

    private void closeAll(Move last) throws IOException {
        for (Wire wire : wires.values()) {
            try {
                wire.close();
            } catch (AssertionError stuck) {
                throw new AssertionFailedError(where(last) + stuck.getMessage(), stuck);
            }
        }
    }

    private AssertionFailedError failure(Move move, String expected, Optional<String> line) throws IOException {
        StringBuilder got = new StringBuilder(line.map(Escapes::show).orElse("(no line)"));
        String connection = move instanceof Move.OfConnection ? ((Move.OfConnection) move).connection() : "";
        for (int i = 0; line.isPresent() && i < 3; i++) {
            wire(connection).waiting().ifPresent(next -> got.append("\n      ").append(Escapes.show(next)));
        }
        String text = where(move) + "\n  expected: " + expected + "\n  got:      " + got;
        return new AssertionFailedError(text, expected, got.toString());
    }

    private String where(Move move) {
        return dialogue.name() + ":" + move.line() + ": ";
    }
}
