package org.pennypost.smtp.talk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Step;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.MailParameter;

/** The envelope: MAIL and RCPT, RFC 5321 §3.3. */
final class Addressing {
    private final SmtpSetup setup;

    Addressing(SmtpSetup setup) {
        this.setup = setup;
    }

    // RFC 5321 §4.1.1.2
    Step mail(Command.Mail mail, SmtpState.Ready state) {
        MailOptions options = options(mail.parameters(), state);
        // RFC 1870 §6.1: 552 if the declared size is over the fixed maximum
        if (options.size() > setup.limits().messageOctets()) {
            return Replies.say(Replies.MESSAGE_TOO_LARGE);
        }
        Optional<MailAddress> sender = mail.from().address();
        // RFC 6531 §3.5: 550 5.6.7 if the sender needs SMTPUTF8 and it was not given
        if (sender.isPresent() && !sender.get().isAscii() && !options.smtpUtf8()) {
            return Replies.say(Replies.SENDER_NEEDS_SMTPUTF8);
        }
        boolean anybodys = sender.isEmpty() || setup.senders() == SenderPolicy.ANY; // RFC 6409 §3.2
        if (anybodys || !(state.submitter() instanceof Origin.User user)) {
            return begin(mail.from(), options, state);
        }
        // RFC 6409 §6.1: 550 5.7.1 for an address that is not the user's
        return Step.await(
                () -> setup.senders().permits(user.login(), sender.get()),
                permitted -> permitted ? begin(mail.from(), options, state) : Replies.say(Replies.SENDER_NOT_YOURS));
    }

    // RFC 5321 §4.1.1.3
    Step rcpt(Command.Rcpt rcpt, SmtpState.Transaction state) {
        Envelope envelope = state.envelope();
        // RFC 5321 §4.5.3.1.10: 452, and those accepted before stay accepted
        if (envelope.recipients().size() >= setup.limits().recipients()) {
            return Replies.say(Replies.TOO_MANY_RECIPIENTS);
        }
        // RFC 6531 §3.5: 553 5.6.7 if the recipient needs SMTPUTF8 and it was not given
        if (!rcpt.to().address().map(MailAddress::isAscii).orElse(true)
                && !envelope.options().smtpUtf8()) {
            return Replies.say(Replies.RECIPIENT_NEEDS_SMTPUTF8);
        }
        return Step.await(
                () -> setup.delivery().judge(rcpt.to(), envelope), verdict -> judged(verdict, rcpt.to(), state));
    }

    private Step begin(ReversePath from, MailOptions options, SmtpState.Ready state) {
        Instant now = setup.surroundings().time().instant();
        QueueId id = QueueId.next(now, setup.surroundings().entropy());
        Origin origin = new Origin(state.talk().peer(), state.name().text(), state.submitter(), now);
        state.talk().become(new SmtpState.Transaction(state, new Envelope(id, from, options, origin)));
        return Replies.say(Replies.SENDER_OK);
    }

    private static Step judged(Verdict verdict, ForwardPath to, SmtpState.Transaction state) {
        if (!(verdict instanceof Verdict.Accepted)) {
            return Replies.say(SmtpErrors.reply(verdict));
        }
        Envelope larger = state.envelope().and(new Envelope.Recipient(to));
        state.talk().become(new SmtpState.Transaction(state.ready(), larger));
        return Replies.say(Replies.RECIPIENT_OK);
    }

    private static MailOptions options(List<MailParameter> parameters, SmtpState.Ready state) {
        MailOptions options = MailOptions.NONE;
        for (MailParameter parameter : parameters) {
            if (parameter instanceof MailParameter.Size size) {
                options = options.size(size.octets());
            } else if (parameter instanceof MailParameter.Body body) {
                options = options.body(body.value());
            } else if (parameter instanceof MailParameter.SmtpUtf8) {
                options = options.withSmtpUtf8();
            } else if (parameter instanceof MailParameter.Auth auth && state.submitter() instanceof Origin.User) {
                // RFC 4954 §5: from anybody else it counts as AUTH=<>
                options = options.submitter(auth.submitter());
            }
        }
        return options;
    }
}
