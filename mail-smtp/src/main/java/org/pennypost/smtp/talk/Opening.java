package org.pennypost.smtp.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.HeloName;

/** The commands that open, reset and close a conversation, and those that do nothing else. */
final class Opening {
    private final Replies replies;
    private final Extensions extensions;

    Opening(Replies replies, Extensions extensions) {
        this.replies = replies;
        this.extensions = extensions;
    }

    // RFC 5321 §4.1.1.1; §4.1.4: a later EHLO also resets. A login stays.
    Step ehlo(Command.Ehlo ehlo, SmtpState state) throws StoreException {
        return hello(ehlo.name(), state);
    }

    // RFC 2033 §4.1: as EHLO
    Step lhlo(Command.Lhlo lhlo, SmtpState state) throws StoreException {
        return hello(lhlo.name(), state);
    }

    // RFC 5321 §3.2: never answered as EHLO is
    Step helo(Command.Helo helo, SmtpState state) throws StoreException {
        return abandoning(state, "HELO", () -> {
            begin(state, helo.name(), false);
            return Replies.say(replies.helo(helo.name()));
        });
    }

    // RFC 5321 §4.1.1.5
    Step rset(Command.Rset rset, SmtpState state) throws StoreException {
        return abandoning(state, "RSET", () -> {
            if (state instanceof SmtpState.InTransaction transaction) {
                state.talk().become(transaction.ready());
            }
            return Replies.say(Replies.RESET);
        });
    }

    // RFC 5321 §4.1.1.8
    Step help(Command.Help help, SmtpState state) {
        return Replies.say(Help.about(help.topic()));
    }

    // RFC 5321 §4.1.1.9
    Step noop(Command.Noop noop, SmtpState state) {
        return Replies.say(Replies.OK);
    }

    // RFC 5321 §4.1.1.10: 221, then the channel is closed
    Step quit(Command.Quit quit, SmtpState state) {
        state.talk().attempt().ifPresent(attempt -> attempt.ends("QUIT"));
        return Step.say(Replies.payload(replies.bye()), Step::hangUp);
    }

    private Step hello(HeloName name, SmtpState state) throws StoreException {
        return abandoning(state, "EHLO", () -> {
            SmtpState.Ready ready = begin(state, name, true);
            return Replies.say(replies.ehlo(name, extensions.offered(ready)));
        });
    }

    // RFC 3030 §2: the chunks that came before are dropped
    private static Step abandoning(SmtpState state, String command, Step.Next then) throws StoreException {
        if (!(state instanceof SmtpState.Chunking chunking)) {
            return state.talk().over(command, then);
        }
        return Step.await(
                () -> {
                    chunking.intake().close();
                    return true;
                },
                closed -> state.talk().over(command, then));
    }

    private static SmtpState.Ready begin(SmtpState state, HeloName name, boolean extended) {
        SmtpState.Ready ready = new SmtpState.Ready(state.talk(), name, extended, state.submitter());
        state.talk().become(ready);
        return ready;
    }
}
