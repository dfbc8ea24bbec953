package org.pennypost.pop.talk;

import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.pop.syntax.Pop3Command;

/** The TRANSACTION state, RFC 1939 §5 and §7, and what QUIT does in it, §6. */
final class Transacting {
    private static final Payload END = Payload.ascii(".\r\n");

    private Transacting() {}

    /** Writes what LIST or UIDL tells of a message. */
    @FunctionalInterface
    private interface Fact {
        void write(Listing out, int number);
    }

    static Step stat(Pop3Command.Stat stat, Pop3State.Transaction state) {
        MarkedMaildrop maildrop = state.maildrop();
        Listing line = new Listing(1).text("+OK ").decimal(maildrop.count());
        return Step.say(line.octet(' ').decimal(maildrop.octets()).endLine().payload());
    }

    static Step list(Pop3Command.List list, Pop3State.Transaction state) {
        MarkedMaildrop maildrop = state.maildrop();
        return scan(list.message(), state, (out, number) -> out.decimal(maildrop.octets(number)));
    }

    static Step uidl(Pop3Command.Uidl uidl, Pop3State.Transaction state) {
        MarkedMaildrop maildrop = state.maildrop();
        return scan(uidl.message(), state, (out, number) -> out.text(maildrop.uniqueId(number)));
    }

    static Step retr(Pop3Command.Retr retr, Pop3State.Transaction state) {
        MarkedMaildrop maildrop = state.maildrop();
        if (!maildrop.has(retr.message())) {
            return state.dialect().say(Pop3Reply.NO_MESSAGE);
        }
        int number = (int) retr.message();
        return MessageText.of(state.dialect()).send(() -> {
            state.dialect().evidence(state.login()).retrieved(maildrop, number);
            return maildrop.content(number);
        });
    }

    static Step top(Pop3Command.Top top, Pop3State.Transaction state) {
        MarkedMaildrop maildrop = state.maildrop();
        if (!maildrop.has(top.message())) {
            return state.dialect().say(Pop3Reply.NO_MESSAGE);
        }
        return MessageText.of(state.dialect()).sendTop(() -> maildrop.content((int) top.message()), top.lines());
    }

    static Step dele(Pop3Command.Dele dele, Pop3State.Transaction state) {
        if (!state.maildrop().has(dele.message())) {
            return state.dialect().say(Pop3Reply.NO_MESSAGE);
        }
        state.maildrop().mark((int) dele.message());
        return state.dialect().say(Pop3Reply.MARKED);
    }

    static Step noop(Pop3Command.Noop noop, Pop3State.Transaction state) {
        return state.dialect().say(Pop3Reply.DONE);
    }

    static Step rset(Pop3Command.Rset rset, Pop3State.Transaction state) {
        state.maildrop().unmarkAll();
        return state.dialect().say(Pop3Reply.RESET);
    }

    /** RFC 1939 §6: the UPDATE state. The lock goes before the answer: whoever hears it may log in again. */
    static Step quit(Pop3Command.Quit quit, Pop3State.Transaction state) {
        Pop3Dialect dialect = state.dialect();
        MarkedMaildrop maildrop = state.maildrop();
        if (!maildrop.hasMarks()) {
            return bye(dialect, maildrop, Pop3Reply.BYE);
        }
        return Step.await(
                () -> {
                    dialect.evidence(state.login()).expunged(maildrop, maildrop.update());
                    return Pop3Reply.BYE;
                },
                said -> bye(dialect, maildrop, said),
                (StoreException refused) -> bye(dialect, maildrop, kept(refused)));
    }

    /** RFC 3206 §4: a client need not come again for what will never be removed. */
    private static Pop3Reply kept(StoreException refused) {
        return refused.reason() == StoreException.Reason.NO_PERMISSION
                ? Pop3Reply.NOT_PERMITTED
                : Pop3Reply.NOT_ALL_REMOVED;
    }

    private static Step bye(Pop3Dialect dialect, MarkedMaildrop maildrop, Pop3Reply said) {
        dialect.held().release(maildrop);
        return Step.say(dialect.language().say(said), Step::hangUp);
    }

    private static Step scan(long message, Pop3State.Transaction state, Fact fact) {
        MarkedMaildrop maildrop = state.maildrop();
        if (message == 0) {
            return Step.say(state.dialect().language().say(Pop3Reply.LIST_FOLLOWS), () -> lines(1, maildrop, fact));
        }
        if (!maildrop.has(message)) {
            return state.dialect().say(Pop3Reply.NO_MESSAGE);
        }
        Listing line = new Listing(1).text("+OK ");
        line(line, (int) message, fact);
        return Step.say(line.payload());
    }

    /** As many lines as one send should have, and then the next. */
    private static Step lines(int from, MarkedMaildrop maildrop, Fact fact) {
        if (from > maildrop.size()) {
            return Step.say(END);
        }
        Listing lines = new Listing(maildrop.size() + 1 - from);
        int number = from;
        for (; number <= maildrop.size() && lines.hasRoom(); number++) {
            if (maildrop.has(number)) {
                line(lines, number, fact);
            }
        }
        int next = number;
        return Step.say(lines.payload(), () -> lines(next, maildrop, fact));
    }

    private static void line(Listing out, int number, Fact fact) {
        out.decimal(number).octet(' ');
        fact.write(out, number);
        out.endLine();
    }
}
