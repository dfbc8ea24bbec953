package org.pennypost.smtp.talk;

import org.pennypost.core.engine.Step;
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
    Step ehlo(Command.Ehlo ehlo, SmtpState state) {
        SmtpState.Ready ready = begin(state, ehlo.name(), true);
        return Replies.say(replies.ehlo(ehlo.name(), extensions.offered(ready)));
    }

    // RFC 5321 §3.2: never answered as EHLO is
    Step helo(Command.Helo helo, SmtpState state) {
        begin(state, helo.name(), false);
        return Replies.say(replies.helo(helo.name()));
    }

    // RFC 5321 §4.1.1.5
    Step rset(Command.Rset rset, SmtpState state) {
        if (state instanceof SmtpState.Transaction transaction) {
            state.talk().become(transaction.ready());
        }
        return Replies.say(Replies.RESET);
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
        return Step.say(Replies.payload(replies.bye()), Step::hangUp);
    }

    private static SmtpState.Ready begin(SmtpState state, HeloName name, boolean extended) {
        SmtpState.Ready ready = new SmtpState.Ready(state.talk(), name, extended, state.submitter());
        state.talk().become(ready);
        return ready;
    }
}
