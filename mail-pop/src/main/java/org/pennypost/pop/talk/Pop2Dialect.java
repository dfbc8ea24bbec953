package org.pennypost.pop.talk;

import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Routes;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.pop.syntax.Pop2Command;
import org.pennypost.pop.syntax.Pop2Parser;

/**
 * POP2, RFC 937: what each line means, and the table of its commands. Whatever is not in the table for the present
 * state ends the conversation with a minus, as the RFC's decision table has it.
 */
public final class Pop2Dialect implements Dialect {
    private static final System.Logger LOG = System.getLogger(Pop2Dialect.class.getName());

    // spotless:off
    private static final Routes<Pop2Command, Pop2State> ROUTES = Routes.of(Pop2Command.class, Pop2State.class)
            .on(Pop2Command.Helo.class, Pop2State.Auth.class, Reading::helo) // RFC 937 HELO
            .on(Pop2Command.Fold.class, Pop2State.Open.class, Reading::fold) // RFC 937 FOLD
            .on(Pop2Command.Read.class, Pop2State.Open.class, Reading::read) // RFC 937 READ
            .on(Pop2Command.Retr.class, Pop2State.Item.class, Reading::retr) // RFC 937 RETR
            .on(Pop2Command.Acks.class, Pop2State.Next.class, Reading::acks) // RFC 937 ACKS
            .on(Pop2Command.Ackd.class, Pop2State.Next.class, Reading::ackd) // RFC 937 ACKD
            .on(Pop2Command.Nack.class, Pop2State.Next.class, Reading::nack) // RFC 937 NACK
            .on(Pop2Command.Quit.class, Pop2State.Auth.class, Reading::quit) // RFC 937 QUIT
            .on(Pop2Command.Quit.class, Pop2State.Open.class, Reading::quit) // RFC 937 QUIT
            .build();
    // spotless:on

    private final PopSetup setup;
    private final Peer peer;
    private final Held held = new Held();
    private Pop2State state = new Pop2State.Auth(this);

    /** A conversation with a peer that has just connected. */
    public Pop2Dialect(PopSetup setup, Peer peer) {
        this.setup = setup;
        this.peer = peer;
    }

    @Override
    public Step greet() {
        return Step.say(Pop2Replies.greeting(setup.surroundings().hostName()));
    }

    @Override
    public Step command(Line line) throws StoreException {
        Pop2Command command = Pop2Parser.parse(line.scan());
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "[" + connection() + "] " + command.getClass().getSimpleName());
        Optional<Routes.Handler<Pop2Command, Pop2State>> handler = ROUTES.find(command, state);
        if (handler.isEmpty()) {
            throw new SyntaxException("not now");
        }
        return handler.get().handle(command, state);
    }

    @Override
    public Step rejected(SyntaxException fault) {
        return Step.say(Pop2Replies.error(fault.getMessage()), Step::hangUp);
    }

    @Override
    public Step refused(StoreException reason) {
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + reason.getMessage());
        boolean busy = reason.reason() == StoreException.Reason.IN_USE;
        String text = busy ? "the mailbox is open in another connection" : "not possible now";
        return Step.say(Pop2Replies.error(text), Step::hangUp);
    }

    @Override
    public Payload failed() {
        return Pop2Replies.BUG;
    }

    @Override
    public Payload tooManyErrors() {
        return Pop2Replies.BUG;
    }

    @Override
    public Step woken() {
        return Step.done();
    }

    /** RFC 937 "Timeouts": an error and the close; nothing is removed. */
    @Override
    public Step ending(Ending ending) {
        switch (ending) {
            case IMPATIENT:
                return Step.say(Pop2Replies.SILENCE);
            case CROWDED:
                return Step.say(Pop2Replies.CROWDED);
            case STOPPING:
                return Step.say(Pop2Replies.STOPPING);
            default:
                return Step.done();
        }
    }

    @Override
    public Held held() {
        return held;
    }

    @Override
    public Duration patience() {
        return setup.limits().patience();
    }

    @Override
    public int lineLimit() {
        return setup.limits().lineOctets();
    }

    @Override
    public String connection() {
        return peer.connection();
    }

    PopSetup setup() {
        return setup;
    }

    Peer peer() {
        return peer;
    }

    void become(Pop2State next) {
        state = next;
    }

    PopEvidence evidence(Login login) {
        return new PopEvidence(setup, peer, login);
    }
}
