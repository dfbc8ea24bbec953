package org.pennypost.smtp.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.smtp.syntax.Command;

/** The message: DATA, RFC 5321 §4.1.1.4. */
final class Receiving {
    private final SmtpSetup setup;

    Receiving(SmtpSetup setup) {
        this.setup = setup;
    }

    // RFC 2920 §3.2: a positive answer only if there is a recipient
    Step data(Command.Data data, SmtpState.Transaction state) {
        return state.envelope().recipients().isEmpty()
                ? Replies.say(Replies.NO_RECIPIENTS)
                : new DataRun(setup, state).begin();
    }
}
