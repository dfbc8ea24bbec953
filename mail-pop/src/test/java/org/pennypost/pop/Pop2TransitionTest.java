package org.pennypost.pop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pennypost.core.testing.DialogueTests;

/**
 * Every field of RFC 937's server decision table: each input in each state. LSTN is the moment before the greeting, and
 * DONE is the close, in which no input is read any more.
 */
// RFC937-states-a, RFC937-states-b, RFC937-states-c, RFC937-states-d, RFC937-states-e, RFC937-states-g
// RFC937-states-h, RFC937-states-i, RFC937-states-j, RFC937-overview-c, RFC937-overview-m
class Pop2TransitionTest {
    private static final String SET_UP = """
            @accounts fred=secret
            @mails fred INBOX 2
            S: + POP2 mail.example.org ready
            """;

    /** How one comes into a state. */
    private enum State {
        AUTH(""),
        MBOX("""
                C: HELO fred secret
                S: #2 messages
                """),
        ITEM(MBOX.way + """
                C: READ
                S: =25 characters
                """),
        NEXT(ITEM.way + """
                C: RETR
                S: Subject: 1
                S:
                S: Message 1
                """);

        private final String way;

        State(String way) {
            this.way = way;
        }
    }

    /** An input, and what shows in which state one is behind it. */
    private record Field(State state, String input, String answer) {
        @Override
        public String toString() {
            return state + " " + input;
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void fieldOfTheDecisionTable(Field field) throws IOException {
        String script = SET_UP + field.state().way + "C: " + field.input() + "\n" + field.answer();
        DialogueTests.play(script, Pop2DialogueTest::pop2);
    }

    static Stream<Field> table() {
        List<Field> table = new ArrayList<>();
        String inMbox = "C: RETR\nS: - not now\nS: [closed]\n";
        String inItem = "C: RETR\nS: Subject: ...\nS:\nS: Message ...\nC: NACK\nS: =25 characters\n";
        for (State state : List.of(State.AUTH, State.MBOX, State.ITEM, State.NEXT)) {
            boolean open = state == State.MBOX || state == State.ITEM;
            boolean next = state == State.NEXT;
            add(table, state, "HELO fred secret", state == State.AUTH, "S: #2 messages\n" + inMbox);
            add(table, state, "FOLD INBOX", open, "S: #2 messages\n" + inMbox);
            add(table, state, "READ 1", open, "S: =25 characters\n" + inItem);
            add(table, state, "RETR", state == State.ITEM, "S: Subject: 1\nS:\nS: Message 1\nC: ACKS\nS: =25 ...\n");
            add(table, state, "ACKS", next, "S: =25 characters\n" + inItem);
            add(table, state, "ACKD", next, "S: =25 characters\n" + inItem);
            add(table, state, "NACK", next, "S: =25 characters\n" + inItem);
            add(table, state, "QUIT", !next, "S: + good-bye\nS: [closed]\n");
            table.add(new Field(state, "XYZZY", "S: - unknown command\nS: [closed]\n"));
            table.add(new Field(state, "[impatient]", "S: - too long silent\nS: [closed]\n"));
            table.add(new Field(state, "[close]", "S: [closed]\n"));
        }
        table.add(new Field(State.AUTH, "HELO fred wrong", "S: - user or password not accepted\nS: [closed]\n"));
        return table.stream();
    }

    private static void add(List<Field> table, State state, String input, boolean accepted, String answer) {
        table.add(new Field(state, input, accepted ? answer : "S: - not now\nS: [closed]\n"));
    }
}
