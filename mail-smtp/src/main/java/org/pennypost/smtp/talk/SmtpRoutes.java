package org.pennypost.smtp.talk;

import java.util.Optional;
import org.pennypost.core.engine.Routes;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.SmtpReply;

/** The table of contents of SMTP: which handler serves which command in which state. One for each listener. */
public final class SmtpRoutes {
    private final SmtpSetup setup;
    private final Replies replies;
    private final Gate gate;
    private final Routes<Command, SmtpState> routes;

    /** The routes of a server. */
    public SmtpRoutes(SmtpSetup setup) {
        this.setup = setup;
        this.replies = new Replies(setup.surroundings().hostName());
        this.gate = new Gate(setup);
        Extensions extensions = new Extensions(setup);
        Opening opening = new Opening(replies, extensions);
        Securing securing = new Securing(setup);
        Authenticating authenticating = new Authenticating(setup, replies);
        Addressing addressing = new Addressing(setup, extensions);
        Receiving receiving = new Receiving(setup);
        Looking looking = new Looking(setup);
        Etrn etrn = new Etrn(setup);
        // spotless:off
        this.routes = Routes.of(Command.class, SmtpState.class)
                .on(Command.Ehlo.class,     SmtpState.class,             opening::ehlo)        // RFC 5321 §4.1.1.1
                .on(Command.Helo.class,     SmtpState.class,             opening::helo)        // RFC 5321 §4.1.1.1
                .on(Command.Lhlo.class,     SmtpState.class,             opening::lhlo)        // RFC 2033 §4.1
                .on(Command.Mail.class,     SmtpState.Ready.class,       addressing::mail)     // RFC 5321 §4.1.1.2
                .on(Command.Rcpt.class,     SmtpState.Transaction.class, addressing::rcpt)     // RFC 5321 §4.1.1.3
                .on(Command.Data.class,     SmtpState.Transaction.class, receiving::data)      // RFC 5321 §4.1.1.4
                .on(Command.Bdat.class,     SmtpState.Transaction.class, receiving::bdat)      // RFC 3030 §2
                .on(Command.Bdat.class,     SmtpState.Chunking.class,    receiving::bdat)      // RFC 3030 §2
                .on(Command.Rset.class,     SmtpState.class,             opening::rset)        // RFC 5321 §4.1.1.5
                .on(Command.Vrfy.class,     SmtpState.class,             looking::vrfy)        // RFC 5321 §4.1.1.6
                .on(Command.Expn.class,     SmtpState.class,             looking::expn)        // RFC 5321 §4.1.1.7
                .on(Command.Help.class,     SmtpState.class,             opening::help)        // RFC 5321 §4.1.1.8
                .on(Command.Noop.class,     SmtpState.class,             opening::noop)        // RFC 5321 §4.1.1.9
                .on(Command.Quit.class,     SmtpState.class,             opening::quit)        // RFC 5321 §4.1.1.10
                .on(Command.Etrn.class,     SmtpState.Ready.class,       etrn::etrn)           // RFC 1985 §5
                .on(Command.StartTls.class, SmtpState.Fresh.class,       securing::startTls)   // RFC 3207 §4
                .on(Command.StartTls.class, SmtpState.Ready.class,       securing::startTls)   // RFC 3207 §4
                .on(Command.Auth.class,     SmtpState.Ready.class,       authenticating::auth) // RFC 4954 §4
                .build();
        // spotless:on
    }

    SmtpSetup setup() {
        return setup;
    }

    Replies replies() {
        return replies;
    }

    Step follow(Command command, SmtpState state) throws StoreException {
        Optional<SmtpReply> barred = gate.bars(command, state);
        if (barred.isPresent()) {
            return refuse(command, barred.get());
        }
        Optional<Routes.Handler<Command, SmtpState>> handler = routes.find(command, state);
        // RFC 5321 §4.1.4: a command out of order is answered 503 and changes nothing
        return handler.isPresent()
                ? handler.get().handle(command, state)
                : refuse(command, Replies.outOfOrder(state, setup.role()));
    }

    // RFC 3030 §2: what follows BDAT is read first, whatever the reply
    private static Step refuse(Command command, SmtpReply reply) {
        return command instanceof Command.Bdat bdat ? Receiving.discard(bdat, reply) : Replies.say(reply);
    }
}
