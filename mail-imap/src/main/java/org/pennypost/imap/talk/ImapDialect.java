package org.pennypost.imap.talk;

import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Routes;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.CommandRefusedException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.ImapLimits;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.Tagged;

/** IMAP as the conversation sees it: which line is whose, and how trouble is worded. */
public final class ImapDialect implements Dialect {
    private static final System.Logger LOG = System.getLogger(ImapDialect.class.getName());

    private final Talk talk;
    private final ImapLimits beforeLogin;

    /** A conversation with a peer that has just connected. */
    public ImapDialect(ImapSetup setup, Peer peer, Runnable waker) {
        this.talk = new Talk(setup, peer, waker);
        this.beforeLogin = setup.limits().command().beforeLogin();
    }

    /** RFC 9051 §7.1.1 and §3: a greeting with OK leads to the not authenticated state. */
    @Override
    public Step greet() {
        return Step.say(talk.untagged(
                Condition.OK,
                new ResponseCode.Capabilities(Capabilities.of(talk)),
                talk.setup().surroundings().hostName() + " " + Texts.GREETING));
    }

    @Override
    public Step command(Line line) throws StoreException {
        return talk.intake().begin(line, commandLimits(), this::route);
    }

    /** RFC 9051 §7.1.3: BAD, with the tag if there is one. */
    @Override
    public Step rejected(SyntaxException fault) {
        talk.intake().clear();
        if (fault instanceof CommandRefusedException) {
            CommandRefusedException refused = (CommandRefusedException) fault;
            if (refused.emptiesSaved() && talk.state() instanceof ImapState.Selected selected) {
                selected.selection().save(UidSet.EMPTY);
            }
            String why = talk.language().fault(refused.getMessage());
            return Step.say(talk.tagged(refused.condition(), refused.code(), why));
        }
        return talk.bad(ResponseCode.NONE, talk.language().fault(fault.getMessage()));
    }

    @Override
    public Step refused(StoreException reason) {
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + reason.getMessage());
        return Step.say(
                Payload.ascii(""), () -> talk.no(ImapErrors.code(reason.reason()), ImapErrors.text(reason.reason())));
    }

    @Override
    public Payload failed() {
        return talk.untagged(Condition.BYE, ResponseCode.Word.SERVERBUG, Texts.SERVER_BUG);
    }

    /** RFC 5530 §3: it will pass. */
    @Override
    public Payload exhausted() {
        return talk.untagged(Condition.BYE, ResponseCode.Word.UNAVAILABLE, Texts.TRY_LATER);
    }

    @Override
    public Payload tooManyErrors() {
        return talk.untagged(Condition.BYE, ResponseCode.NONE, Texts.TOO_MANY_ERRORS);
    }

    /**
     * RFC 9051 §7.5.1: nothing that could be an EXPUNGE is said while no command is in progress, unless the client has
     * asked for it (RFC 5465 §3.1).
     */
    @Override
    public Step woken() throws StoreException {
        if (talk.notifying().isEmpty()) {
            return Step.done();
        }
        talk.reading(Optional.empty());
        return talk.notifying().get().tell(Step::done);
    }

    /** RFC 9051 §3.4: no connection is closed without a BYE that says why. */
    @Override
    public Step ending(Ending ending) {
        switch (ending) {
            case IMPATIENT:
                return Step.say(talk.untagged(Condition.BYE, ResponseCode.NONE, Texts.SILENCE));
            case CROWDED:
                return Step.say(talk.untagged(Condition.BYE, ResponseCode.Word.UNAVAILABLE, Texts.CROWDED));
            case STOPPING:
                return Step.say(talk.untagged(Condition.BYE, ResponseCode.Word.UNAVAILABLE, Texts.STOPPING));
            default:
                return Step.say(talk.untagged(Condition.BYE, ResponseCode.NONE, Texts.INPUT_CLOSED));
        }
    }

    @Override
    public Held held() {
        return talk.held();
    }

    /** RFC 9051 §5.4. */
    @Override
    public Duration patience() {
        return loggedIn()
                ? talk.setup().limits().patience()
                : talk.setup().limits().patienceBeforeLogin();
    }

    @Override
    public int lineLimit() {
        return commandLimits().lineOctets();
    }

    @Override
    public String connection() {
        return talk.peer().connection();
    }

    private Step route(Tagged tagged) throws StoreException {
        Command command = tagged.command();
        talk.begin(tagged.tag(), command);
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "[" + connection() + "] " + tagged.tag() + " "
                        + command.getClass().getSimpleName());
        Optional<Routes.Handler<Command, ImapState>> handler = ImapRoutes.TABLE.find(command, talk.state());
        if (handler.isPresent() && talk.has(Feature.UIDONLY) && command.usesNumbers()) {
            return refuse(command, () -> talk.bad(ResponseCode.Word.UIDREQUIRED, Texts.UID_REQUIRED));
        }
        if (handler.isPresent()) {
            return Permissions.check(command, talk.state(), () -> handler.get().handle(command, talk.state()));
        }
        // RFC 9051 §3: a command in the wrong state is a protocol error.
        return refuse(command, () -> {
            throw new SyntaxException(Texts.WRONG_STATE);
        });
    }

    /** Refuses a command, and the message that it brings. */
    private Step refuse(Command command, Step.Next answer) throws StoreException {
        return command instanceof MessageCommand.Bringing bringing
                ? talk.intake().refuse(bringing.first().announced(), answer)
                : answer.step();
    }

    private ImapLimits commandLimits() {
        return loggedIn() ? talk.setup().limits().command() : beforeLogin;
    }

    private boolean loggedIn() {
        return talk.state() instanceof ImapState.LoggedIn;
    }
}
