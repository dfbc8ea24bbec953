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
import org.pennypost.pop.syntax.Pop3Command;
import org.pennypost.pop.syntax.Pop3Parser;

/** POP3, RFC 1939: what each line means, and the table of its commands. */
public final class Pop3Dialect implements Dialect {
    private static final System.Logger LOG = System.getLogger(Pop3Dialect.class.getName());

    private final PopSetup setup;
    private final Held held = new Held();
    private final Authorizing authorizing;
    private final Routes<Pop3Command, Pop3State> routes;
    private Peer peer;
    private Pop3State state = new Pop3State.Authorization("");

    /** A conversation with a peer that has just connected. */
    public Pop3Dialect(PopSetup setup, Peer peer) {
        this.setup = setup;
        this.peer = peer;
        this.authorizing = new Authorizing(this);
        Transacting transacting = new Transacting(this);
        this.routes = Routes.of(Pop3Command.class, Pop3State.class)
                .on(Pop3Command.User.class, Pop3State.Authorization.class, authorizing::user) // RFC 1939 §7
                .on(Pop3Command.Pass.class, Pop3State.Authorization.class, authorizing::pass) // RFC 1939 §7
                .on(Pop3Command.Apop.class, Pop3State.Authorization.class, authorizing::apop) // RFC 1939 §7
                .on(Pop3Command.Auth.class, Pop3State.Authorization.class, authorizing::auth) // RFC 5034 §4
                .on(Pop3Command.Stls.class, Pop3State.Authorization.class, authorizing::stls) // RFC 2595 §4
                .on(Pop3Command.Quit.class, Pop3State.Authorization.class, authorizing::quit) // RFC 1939 §4
                .on(Pop3Command.Capa.class, Pop3State.class, (capa, now) -> Step.say(capabilities())) // RFC 2449 §5
                .on(Pop3Command.Stat.class, Pop3State.Transaction.class, transacting::stat) // RFC 1939 §5
                .on(Pop3Command.List.class, Pop3State.Transaction.class, transacting::list) // RFC 1939 §5
                .on(Pop3Command.Retr.class, Pop3State.Transaction.class, transacting::retr) // RFC 1939 §5
                .on(Pop3Command.Dele.class, Pop3State.Transaction.class, transacting::dele) // RFC 1939 §5
                .on(Pop3Command.Noop.class, Pop3State.Transaction.class, transacting::noop) // RFC 1939 §5
                .on(Pop3Command.Rset.class, Pop3State.Transaction.class, transacting::rset) // RFC 1939 §5
                .on(Pop3Command.Top.class, Pop3State.Transaction.class, transacting::top) // RFC 1939 §7
                .on(Pop3Command.Uidl.class, Pop3State.Transaction.class, transacting::uidl) // RFC 1939 §7
                .on(Pop3Command.Quit.class, Pop3State.Transaction.class, transacting::quit) // RFC 1939 §6
                .build();
    }

    @Override
    public Step greet() {
        return Step.say(Pop3Replies.greeting(setup.surroundings().hostName(), authorizing.challenge()));
    }

    @Override
    public Step command(Line line) throws StoreException {
        Pop3Command command = Pop3Parser.parse(line.scan());
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + command);
        Optional<Routes.Handler<Pop3Command, Pop3State>> handler = routes.find(command, state);
        Pop3State before = state;
        if (state instanceof Pop3State.Authorization) {
            state = new Pop3State.Authorization(""); // RFC 1939 §7: PASS counts only right after USER
        }
        // RFC 1939 §3: a command in the wrong state gets a negative answer
        return handler.isPresent() ? handler.get().handle(command, before) : Step.say(Pop3Replies.WRONG_STATE);
    }

    @Override
    public Step rejected(SyntaxException fault) {
        return Step.say(Pop3Replies.err(fault.getMessage()));
    }

    @Override
    public Step refused(StoreException reason) {
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + reason.getMessage());
        return Step.say(PopErrors.reply(reason));
    }

    @Override
    public Payload failed() {
        return Pop3Replies.BUG;
    }

    @Override
    public Payload tooManyErrors() {
        return Pop3Replies.TOO_MANY_ERRORS;
    }

    @Override
    public Step woken() {
        return Step.done();
    }

    /** RFC 1939 §3: a client that fell silent is left without a word, and nothing of its maildrop is removed. */
    @Override
    public Step ending(Ending ending) {
        return ending == Ending.STOPPING ? Step.say(Pop3Replies.STOPPING) : Step.done();
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
        return authorizing.inExchange()
                ? setup.limits().saslLineOctets()
                : setup.limits().lineOctets();
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

    /** RFC 2595 §4: after the negotiation everything learnt before is forgotten. */
    void secured(Peer now) {
        peer = now;
        state = new Pop3State.Authorization("");
    }

    void become(Pop3State next) {
        state = next;
    }

    /** What a witness is told of the one who acts. */
    PopEvidence evidence(Login login) {
        return new PopEvidence(setup, peer, login);
    }

    private Payload capabilities() {
        return Pop3Capabilities.of(setup, peer, state instanceof Pop3State.Authorization);
    }
}
