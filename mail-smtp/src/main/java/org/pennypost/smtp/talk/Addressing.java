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
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.MailParameter;
import org.pennypost.smtp.syntax.SmtpReply;

/** The envelope: MAIL and RCPT, RFC 5321 §3.3. */
final class Addressing {
    private static final System.Logger LOG = System.getLogger(Addressing.class.getName());

    private final SmtpSetup setup;
    private final Extensions extensions;
    private final MailChecks checks;

    Addressing(SmtpSetup setup, Extensions extensions) {
        this.setup = setup;
        this.extensions = extensions;
        this.checks = new MailChecks(setup);
    }

    // RFC 5321 §4.1.1.2
    Step mail(Command.Mail mail, SmtpState.Ready state) {
        if (!mail.parameters().stream().allMatch(parameter -> extensions.grants(parameter, state))) {
            return Replies.say(Replies.NO_PARAMETER);
        }
        MailOptions asked = options(mail.parameters(), state);
        if (!setup.meters().permitsMessage(state.submitter(), state.talk().peer())) {
            return Replies.say(Replies.TOO_MANY_MESSAGES_NOW);
        }
        Optional<SmtpReply> fault = fault(mail.from(), asked);
        if (fault.isPresent()) {
            return refused(mail.from(), asked, state, fault.get());
        }
        MailOptions options = checks.trusted(asked, state);
        boolean lowered = !options.equals(asked);
        Optional<MailAddress> sender = mail.from().address();
        boolean anybodys = sender.isEmpty() || setup.rules().senders() == SenderPolicy.ANY; // RFC 6409 §3.2
        if (anybodys || !(state.submitter() instanceof Origin.User user)) {
            return begin(mail.from(), options, lowered, state);
        }
        // RFC 6409 §6.1: 550 5.7.1 for an address that is not the user's
        return Step.await(
                () -> setup.rules().senders().permits(user.login(), sender.get()),
                permitted -> permitted
                        ? begin(mail.from(), options, lowered, state)
                        : refused(mail.from(), options, state, Replies.SENDER_NOT_YOURS));
    }

    // RFC 5321 §4.1.1.3
    Step rcpt(Command.Rcpt rcpt, SmtpState.Transaction state) {
        if (!rcpt.requests().stream().allMatch(request -> extensions.grants(request, state))) {
            return Replies.say(Replies.NO_PARAMETER);
        }
        Optional<SmtpReply> fault = fault(rcpt.to(), state);
        if (fault.isPresent()) {
            return Replies.say(refused(rcpt.to(), fault.get(), state));
        }
        Envelope envelope = state.envelope();
        Envelope.Recipient recipient = new Envelope.Recipient(rcpt.to(), rcpt.requests());
        return Step.await(() -> judge(recipient, envelope), verdict -> judged(verdict, recipient, state), trouble -> {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "[" + state.talk().peer().connection() + "] " + trouble.getMessage());
            return Replies.say(refused(rcpt.to(), SmtpErrors.reply(trouble.reason()), state));
        });
    }

    private Optional<SmtpReply> fault(ForwardPath to, SmtpState.Transaction state) {
        // RFC 5321 §4.5.3.1.10: 452, and those accepted before stay accepted
        if (state.envelope().recipients().size() >= setup.limits().recipients()) {
            return Optional.of(Replies.TOO_MANY_RECIPIENTS);
        }
        Optional<MailAddress> address = to.address();
        // RFC 6531 §3.5: 553 5.6.7 if the recipient needs SMTPUTF8 and it was not given
        if (!address.map(MailAddress::isAscii).orElse(true)
                && !state.envelope().options().smtpUtf8()) {
            return Optional.of(Replies.RECIPIENT_NEEDS_SMTPUTF8);
        }
        if (address.isPresent() && setup.unqualified(address.get())) {
            return Optional.of(Replies.RECIPIENT_NOT_QUALIFIED);
        }
        return setup.meters().permitsRecipient(state.submitter())
                ? Optional.empty()
                : Optional.of(Replies.TOO_MANY_RECIPIENTS_NOW);
    }

    private Optional<SmtpReply> fault(ReversePath from, MailOptions options) {
        Optional<MailAddress> sender = from.address();
        // RFC 6531 §3.5: 550 5.6.7 if the sender needs SMTPUTF8 and it was not given
        if (sender.isPresent() && !sender.get().isAscii() && !options.smtpUtf8()) {
            return Optional.of(Replies.SENDER_NEEDS_SMTPUTF8);
        }
        if (sender.isPresent() && setup.unqualified(sender.get())) {
            return Optional.of(Replies.SENDER_NOT_QUALIFIED);
        }
        return checks.fault(options);
    }

    private Verdict judge(Envelope.Recipient recipient, Envelope envelope) throws StoreException {
        Verdict verdict = setup.delivery().judge(recipient, envelope);
        return verdict instanceof Verdict.Accepted && setup.role() == Role.MX
                ? setup.rules().recipients().check(recipient, envelope)
                : verdict;
    }

    private Step begin(ReversePath from, MailOptions options, boolean lowered, SmtpState.Ready state) {
        Envelope envelope = envelope(from, options, state);
        state.talk().begin(new Attempt(setup, envelope));
        state.talk().become(new SmtpState.Transaction(state, envelope));
        return Replies.say(lowered ? Replies.PRIORITY_CHANGED : Replies.SENDER_OK);
    }

    /** A sender whose mail is refused: the end of a transaction that never began. */
    private Step refused(ReversePath from, MailOptions options, SmtpState.Ready state, SmtpReply reply) {
        Attempt attempt = new Attempt(setup, envelope(from, options, state));
        if (attempt.silent()) {
            return Replies.say(reply);
        }
        attempt.ends(reply.toString());
        return Step.await(
                () -> {
                    attempt.close();
                    return reply;
                },
                Replies::say);
    }

    private Envelope envelope(ReversePath from, MailOptions options, SmtpState.Ready state) {
        Instant now = setup.surroundings().time().instant();
        QueueId id = QueueId.next(now, setup.surroundings().entropy());
        Origin origin = new Origin(state.talk().peer(), state.name().text(), state.submitter(), now);
        return new Envelope(id, from, options, origin);
    }

    private Step judged(Verdict verdict, Envelope.Recipient recipient, SmtpState.Transaction state) {
        if (!(verdict instanceof Verdict.Accepted)) {
            return state.talk().regret(refused(recipient.path(), SmtpErrors.reply(verdict), state), setup.limits());
        }
        Envelope larger = state.envelope().and(recipient);
        state.talk().attempt().ifPresent(attempt -> attempt.accepted(larger));
        state.talk().become(new SmtpState.Transaction(state.ready(), larger));
        return Replies.say(Replies.RECIPIENT_OK);
    }

    private static SmtpReply refused(ForwardPath recipient, SmtpReply reply, SmtpState.Transaction state) {
        state.talk().attempt().ifPresent(attempt -> attempt.refused(recipient, reply));
        return reply;
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
            } else if (parameter instanceof MailParameter.Request request) {
                options = options.with(request.value());
            } else if (parameter instanceof MailParameter.Auth auth && state.submitter() instanceof Origin.User) {
                // RFC 4954 §5: from anybody else it counts as AUTH=<>
                options = options.submitter(auth.submitter());
            }
        }
        return options;
    }
}
