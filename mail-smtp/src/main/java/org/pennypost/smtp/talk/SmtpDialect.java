package org.pennypost.smtp.talk;

import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.ConnectionCheck;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.CommandFault;
import org.pennypost.smtp.syntax.CommandParser;
import org.pennypost.smtp.syntax.SmtpReply;

/** SMTP, RFC 5321, as the engine sees it: what each line means, and how each kind of trouble is worded. */
public final class SmtpDialect implements Dialect {
    private static final System.Logger LOG = System.getLogger(SmtpDialect.class.getName());

    private final SmtpRoutes routes;
    private final Talk talk;

    /** A conversation with a peer that has just connected. */
    public SmtpDialect(SmtpRoutes routes, Peer peer) {
        this.routes = routes;
        this.talk = new Talk(peer);
    }

    // RFC 5321 §4.3.1: 220 and our name, unless §3.1: 554
    @Override
    public Step greet() {
        ConnectionCheck check = routes.setup().rules().connections();
        if (routes.setup().role() == Role.LMTP) {
            return Replies.say(replies().greeting(Role.LMTP));
        }
        if (!routes.setup().meters().permitsConnection(talk.peer())) {
            return Step.say(Replies.payload(replies().tooManyConnections()), Step::hangUp);
        }
        if (check == ConnectionCheck.NONE || routes.setup().role() != Role.MX) {
            return welcome(Optional.empty());
        }
        return Step.await(() -> check.check(talk.peer()), this::welcome, unknown -> welcome(Optional.empty()));
    }

    private Step welcome(Optional<ConnectionCheck.Objection> objection) {
        if (objection.isEmpty()) {
            return Replies.say(replies().greeting(routes.setup().role()));
        }
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "[" + connection() + "] turned away: " + objection.get().reason());
        SmtpReply reply = replies().objection(objection.get());
        if (!objection.get().permanent()) {
            return Step.say(Replies.payload(reply), Step::hangUp);
        }
        talk.become(new SmtpState.TurnedAway(talk));
        return Replies.say(reply);
    }

    @Override
    public Step command(Line line) throws StoreException {
        if (line.fault() != LineFault.NONE) {
            // RFC 5321 §4.5.3.1.9 for a long line, §2.3.8 for a bare CR or LF
            throw new CommandFault(CommandFault.Kind.LINE, line.fault().reason());
        }
        Command command = CommandParser.parse(line.octets());
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + command);
        return routes.follow(command, talk.state());
    }

    @Override
    public Step rejected(SyntaxException fault) {
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + fault.getMessage());
        return talk.regret(SmtpErrors.reply(fault), routes.setup().limits());
    }

    @Override
    public Step refused(StoreException reason) {
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + reason.getMessage());
        if (talk.inExchange()) {
            talk.inExchange(false);
            return Replies.say(Replies.AUTHENTICATION_UNAVAILABLE);
        }
        return Replies.say(SmtpErrors.reply(reason.reason()));
    }

    @Override
    public Payload failed() {
        return Replies.payload(replies().failed());
    }

    /**
     * Deviates from RFC 5321 §4.1.1.10: a connection that brings nothing but errors is closed without QUIT, because
     * it is a web browser, a port scanner or an attack.
     */
    @Override
    public Payload tooManyErrors() {
        return Replies.payload(replies().tooManyErrors());
    }

    @Override
    public Step woken() {
        return Step.done();
    }

    // RFC 5321 §3.8: 421 before a connection is closed for a reason of ours
    @Override
    public Step ending(Ending ending) {
        switch (ending) {
            case CROWDED:
                return Replies.say(replies().tooManyConnections());
            case STOPPING:
                return Replies.say(replies().stopping());
            case IMPATIENT:
                return Replies.say(replies().timeout());
            default:
                // RFC 5321 §4.1.1.5: as if QUIT had come
                return Step.done();
        }
    }

    @Override
    public Held held() {
        return talk.held();
    }

    @Override
    public Duration patience() {
        return routes.setup().limits().patience();
    }

    @Override
    public int lineLimit() {
        return routes.setup().limits().lineOctets();
    }

    @Override
    public String connection() {
        return talk.peer().connection();
    }

    private Replies replies() {
        return routes.replies();
    }
}
