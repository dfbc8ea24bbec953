package org.pennypost.smtp.talk;

import java.util.Optional;
import java.util.Set;
import org.pennypost.core.delivery.Origin;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.SmtpReply;

/** What a client must have before most commands do anything: TLS where it is required, a login for submission. */
final class Gate {
    // RFC 3207 §4
    private static final Set<Class<? extends Command>> WITHOUT_TLS = Set.of(
            Command.Noop.class, Command.Ehlo.class, Command.Lhlo.class, Command.StartTls.class, Command.Quit.class);

    // RFC 4954 §6, and what leads to a login
    private static final Set<Class<? extends Command>> WITHOUT_LOGIN = Set.of(
            Command.Auth.class,
            Command.Ehlo.class,
            Command.Helo.class,
            Command.Noop.class,
            Command.Rset.class,
            Command.Quit.class,
            Command.StartTls.class);

    private final SmtpSetup setup;

    Gate(SmtpSetup setup) {
        this.setup = setup;
    }

    /** The reply to a command that may not pass yet. */
    Optional<SmtpReply> bars(Command command, SmtpState state) {
        // RFC 5321 §3.1: who was not welcome can only go
        if (state instanceof SmtpState.TurnedAway && !(command instanceof Command.Quit)) {
            return Optional.of(Replies.TURNED_AWAY);
        }
        // RFC 2033 §4.1: LHLO in the place of EHLO and HELO, and nowhere else
        boolean lmtp = setup.role() == Role.LMTP;
        if (lmtp && (command instanceof Command.Ehlo || command instanceof Command.Helo)) {
            return Optional.of(Replies.SEND_LHLO);
        }
        if (!lmtp && command instanceof Command.Lhlo) {
            return Optional.of(Replies.NOT_LMTP);
        }
        boolean clear = !state.talk().peer().confidential();
        if (setup.tls() == SmtpSetup.Tls.REQUIRED && clear && !WITHOUT_TLS.contains(command.getClass())) {
            return Optional.of(Replies.TLS_REQUIRED);
        }
        boolean unknown = state.submitter() == Origin.Submitter.UNKNOWN;
        if (setup.role() == Role.SUBMISSION && unknown && !WITHOUT_LOGIN.contains(command.getClass())) {
            return Optional.of(Replies.LOGIN_REQUIRED);
        }
        return Optional.empty();
    }
}
