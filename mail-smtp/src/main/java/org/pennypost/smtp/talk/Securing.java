package org.pennypost.smtp.talk;

import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Step;
import org.pennypost.smtp.syntax.Command;

/** STARTTLS, RFC 3207. */
final class Securing {
    private final SmtpSetup setup;

    Securing(SmtpSetup setup) {
        this.setup = setup;
    }

    // RFC 3207 §4; what came behind the command in clear closes the connection (the engine's barrier)
    Step startTls(Command.StartTls startTls, SmtpState state) {
        Talk talk = state.talk();
        if (setup.tls() == SmtpSetup.Tls.ABSENT) {
            return Replies.say(Replies.NO_TLS);
        }
        // RFC 3207 §4.2: not inside TLS
        if (talk.peer().confidential()) {
            return Replies.say(Replies.TLS_ACTIVE);
        }
        return Step.say(
                Replies.payload(Replies.START_TLS),
                () -> new Step.Switch(Layer.TLS, peer -> {
                    talk.secured(peer);
                    return Step.done();
                }));
    }
}
