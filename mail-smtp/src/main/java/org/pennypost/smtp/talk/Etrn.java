package org.pennypost.smtp.talk;

import java.time.Instant;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueStart;
import org.pennypost.core.engine.Step;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.SmtpReply;

/** ETRN, RFC 1985: the delivery of waiting mail, where there is a queue. */
final class Etrn {
    private final SmtpSetup setup;

    Etrn(SmtpSetup setup) {
        this.setup = setup;
    }

    // RFC 6409 §7: never on submission ports
    static boolean offered(SmtpSetup setup) {
        return setup.role() == Role.MX && setup.delivery() instanceof QueueStart;
    }

    // RFC 1985 §5.1
    Step etrn(Command.Etrn etrn, SmtpState.Ready state) {
        if (!offered(setup) || !(setup.delivery() instanceof QueueStart queues)) {
            return Replies.say(Replies.NO_ETRN);
        }
        // RFC 1985 §8: "@com" would be everybody's mail
        if (etrn.request() instanceof QueueStart.Node node
                && node.subdomains()
                && node.name().toString().indexOf('.') < 0) {
            return Replies.say(Replies.NODE_NOT_ALLOWED);
        }
        Instant now = setup.surroundings().time().instant();
        Origin origin = new Origin(state.talk().peer(), state.name().text(), state.submitter(), now);
        return Step.await(() -> queues.start(etrn.request(), origin), outcome -> Replies.say(reply(outcome)));
    }

    // RFC 1985 §5.1
    private static SmtpReply reply(QueueStart.Outcome outcome) {
        if (outcome instanceof QueueStart.Pending pending) {
            return Replies.pending(pending.messages());
        } else if (outcome instanceof QueueStart.Nothing) {
            return Replies.NOTHING_WAITS;
        } else if (outcome instanceof QueueStart.Unable) {
            return Replies.CANNOT_QUEUE;
        }
        return outcome instanceof QueueStart.NotAllowed ? Replies.NODE_NOT_ALLOWED : Replies.QUEUING_STARTED;
    }
}
