package org.pennypost.pop.talk;

import java.util.function.IntFunction;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.pop.syntax.Pop3Command;

/** The TRANSACTION state, RFC 1939 §5 and §7, and what QUIT does in it, §6. */
final class Transacting {
    /** How many lines of a list are said at a time. */
    private static final int LINES = 1000;

    private Transacting() {}

    static Step stat(Pop3Command.Stat stat, Pop3State.Transaction state) {
        Maildrop maildrop = state.maildrop();
        return Step.say(Pop3Replies.pair(maildrop.count(), maildrop.octets()));
    }

    static Step list(Pop3Command.List list, Pop3State.Transaction state) {
        return scan(list.message(), state.maildrop(), number -> state.maildrop().octets(number));
    }

    static Step uidl(Pop3Command.Uidl uidl, Pop3State.Transaction state) {
        return scan(uidl.message(), state.maildrop(), number -> state.maildrop().uniqueId(number));
    }

    static Step retr(Pop3Command.Retr retr, Pop3State.Transaction state) {
        Maildrop maildrop = state.maildrop();
        if (!maildrop.has(retr.message())) {
            return Step.say(Pop3Replies.NO_MESSAGE);
        }
        int number = (int) retr.message();
        return new MessageText(state.dialect().held(), Pop3Replies.TEXT_FOLLOWS).send(() -> {
            state.dialect().evidence(state.login()).retrieved(maildrop, number);
            return maildrop.content(number);
        });
    }

    static Step top(Pop3Command.Top top, Pop3State.Transaction state) {
        Maildrop maildrop = state.maildrop();
        if (!maildrop.has(top.message())) {
            return Step.say(Pop3Replies.NO_MESSAGE);
        }
        return MessageTop.send(state.dialect().held(), () -> maildrop.content((int) top.message()), top.lines());
    }

    static Step dele(Pop3Command.Dele dele, Pop3State.Transaction state) {
        if (!state.maildrop().has(dele.message())) {
            return Step.say(Pop3Replies.NO_MESSAGE);
        }
        state.maildrop().mark((int) dele.message());
        return Step.say(Pop3Replies.MARKED);
    }

    static Step noop(Pop3Command.Noop noop, Pop3State.Transaction state) {
        return Step.say(Pop3Replies.OK);
    }

    static Step rset(Pop3Command.Rset rset, Pop3State.Transaction state) {
        state.maildrop().unmarkAll();
        return Step.say(Pop3Replies.RESET);
    }

    /** RFC 1939 §6: the UPDATE state. The maildrop's lock goes when the conversation closes what it holds. */
    static Step quit(Pop3Command.Quit quit, Pop3State.Transaction state) {
        Maildrop maildrop = state.maildrop();
        return Step.await(
                () -> {
                    state.dialect().evidence(state.login()).expunged(maildrop, maildrop.update());
                    return Pop3Replies.BYE;
                },
                bye -> Step.say(bye, Step::hangUp),
                (StoreException refused) -> Step.say(Pop3Replies.NOT_ALL_REMOVED, Step::hangUp));
    }

    private static Step scan(long message, Maildrop maildrop, IntFunction<Object> value) {
        if (message == 0) {
            return Step.say(Pop3Replies.LIST_FOLLOWS, () -> lines(1, maildrop, value));
        }
        return maildrop.has(message)
                ? Step.say(Pop3Replies.pair(message, value.apply((int) message)))
                : Step.say(Pop3Replies.NO_MESSAGE);
    }

    private static Step lines(int from, Maildrop maildrop, IntFunction<Object> value) {
        if (from > maildrop.size()) {
            return Step.say(Pop3Replies.END);
        }
        int behind = Math.min(maildrop.size() + 1, from + LINES);
        StringBuilder lines = new StringBuilder(LINES * 12);
        for (int number = from; number < behind; number++) {
            if (maildrop.has(number)) {
                lines.append(number).append(' ').append(value.apply(number)).append("\r\n");
            }
        }
        return Step.say(Payload.ascii(lines.toString()), () -> lines(behind, maildrop, value));
    }
}
