package org.pennypost.pop.talk;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Routes;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.pop.syntax.Pop3Command;
import org.pennypost.pop.syntax.Pop3Parser;

/** POP3, RFC 1939: what each line means, and the table of its commands. */
public final class Pop3Dialect implements Dialect {
    private static final System.Logger LOG = System.getLogger(Pop3Dialect.class.getName());
    private static final int CRLF = 2;

    // spotless:off
    private static final Routes<Pop3Command, Pop3State> ROUTES = Routes.of(Pop3Command.class, Pop3State.class)
            .on(Pop3Command.User.class, Pop3State.Authorization.class, Authorizing::user)  // RFC 1939 §7
            .on(Pop3Command.Pass.class, Pop3State.Authorization.class, Authorizing::pass)  // RFC 1939 §7
            .on(Pop3Command.Apop.class, Pop3State.Authorization.class, Authorizing::apop)  // RFC 1939 §7
            .on(Pop3Command.Auth.class, Pop3State.Authorization.class, Authorizing::auth)  // RFC 5034 §4
            .on(Pop3Command.Stls.class, Pop3State.Authorization.class, Authorizing::stls)  // RFC 2595 §4
            .on(Pop3Command.Utf8.class, Pop3State.Authorization.class, Speaking::utf8)     // RFC 6856 §2.1
            .on(Pop3Command.Lang.class, Pop3State.class,               Speaking::lang)     // RFC 6856 §3.2
            .on(Pop3Command.Quit.class, Pop3State.Authorization.class, Authorizing::quit)  // RFC 1939 §4
            .on(Pop3Command.Capa.class, Pop3State.class,               Pop3Capabilities::capa) // RFC 2449 §5
            .on(Pop3Command.Stat.class, Pop3State.Transaction.class,   Transacting::stat)  // RFC 1939 §5
            .on(Pop3Command.List.class, Pop3State.Transaction.class,   Transacting::list)  // RFC 1939 §5
            .on(Pop3Command.Retr.class, Pop3State.Transaction.class,   Transacting::retr)  // RFC 1939 §5
            .on(Pop3Command.Dele.class, Pop3State.Transaction.class,   Transacting::dele)  // RFC 1939 §5
            .on(Pop3Command.Noop.class, Pop3State.Transaction.class,   Transacting::noop)  // RFC 1939 §5
            .on(Pop3Command.Rset.class, Pop3State.Transaction.class,   Transacting::rset)  // RFC 1939 §5
            .on(Pop3Command.Top.class,  Pop3State.Transaction.class,   Transacting::top)   // RFC 1939 §7
            .on(Pop3Command.Uidl.class, Pop3State.Transaction.class,   Transacting::uidl)  // RFC 1939 §7
            .on(Pop3Command.Quit.class, Pop3State.Transaction.class,   Transacting::quit)  // RFC 1939 §6
            .build();
    // spotless:on

    private final PopSetup setup;
    private final Held held = new Held();
    private final String challenge;
    private Peer peer;
    private Pop3State state = new Pop3State.Authorization(this, "");
    private Language language = English.LANGUAGE;
    private boolean utf8;
    private int failures;

    /** A conversation with a peer that has just connected. */
    public Pop3Dialect(PopSetup setup, Peer peer) {
        this.setup = setup;
        this.peer = peer;
        this.challenge = setup.authenticator().proofs().contains(Authenticator.Proof.PLAIN_PASSWORD)
                ? newChallenge(setup.surroundings())
                : "";
    }

    @Override
    public Step greet() {
        String stamp = challenge.isEmpty() ? "" : " " + challenge;
        return Step.say(Payload.ascii("+OK " + setup.surroundings().hostName() + " POP3 ready" + stamp + "\r\n"));
    }

    @Override
    public Step command(Line line) throws StoreException {
        if (isTooLong(line)) {
            throw new SyntaxException(LineFault.TOO_LONG.reason());
        }
        Pop3Command command = Pop3Parser.parse(line.scan());
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + command);
        Optional<Routes.Handler<Pop3Command, Pop3State>> handler = ROUTES.find(command, state);
        Pop3State before = state;
        if (state instanceof Pop3State.Authorization) {
            state = new Pop3State.Authorization(this, ""); // RFC 1939 §7: PASS counts only right after USER
        }
        // RFC 1939 §3: a command in the wrong state gets a negative answer
        return handler.isPresent() ? handler.get().handle(command, before) : say(Pop3Reply.WRONG_STATE);
    }

    @Override
    public Step rejected(SyntaxException fault) {
        return Step.say(language.fault(fault.getMessage()));
    }

    @Override
    public Step refused(StoreException reason) {
        LOG.log(System.Logger.Level.DEBUG, () -> "[" + connection() + "] " + reason.getMessage());
        return say(PopErrors.reply(reason));
    }

    @Override
    public Payload failed() {
        return language.say(Pop3Reply.BUG);
    }

    @Override
    public Payload tooManyErrors() {
        return language.say(Pop3Reply.TOO_MANY_ERRORS);
    }

    @Override
    public Step woken() {
        return Step.done();
    }

    /** RFC 1939 §3: a client that fell silent is left without a word, and nothing of its maildrop is removed. */
    @Override
    public Step ending(Ending ending) {
        switch (ending) {
            case CROWDED:
                return say(Pop3Reply.CROWDED); // RFC 3206 §4: it will pass
            case STOPPING:
                return say(Pop3Reply.STOPPING);
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
        return state instanceof Pop3State.Authorization
                ? setup.limits().saslLineOctets()
                : setup.limits().lineOctets();
    }

    /**
     * Whether a line is longer than that of a command.
     *
     * <p>Deviates from RFC 5034 §4: AUTH may be as long as a SASL response, because mutt puts bearer tokens on it however
     * long they are, and those of the large providers are too long.
     */
    private boolean isTooLong(Line line) {
        return line.octets().remaining() + CRLF > setup.limits().lineOctets()
                && !line.scan().skipIgnoringCase("AUTH ");
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
        language = English.LANGUAGE;
        utf8 = false;
        state = new Pop3State.Authorization(this, "");
    }

    void become(Pop3State next) {
        state = next;
    }

    /** A reply in the language of the conversation. */
    Step say(Pop3Reply reply) {
        return Step.say(language.say(reply));
    }

    Language language() {
        return language;
    }

    void speak(Language other) {
        language = other;
    }

    /** Whether messages may go as they are, RFC 6856 §2.1. */
    boolean utf8() {
        return utf8;
    }

    void takesUtf8() {
        utf8 = true;
    }

    /** What a witness is told of the one who acts. */
    PopEvidence evidence(Login login) {
        return new PopEvidence(setup, peer, login);
    }

    /** RFC 1939 §7: the msg-id in the greeting that APOP digests; empty if no password can be read. */
    String challenge() {
        return challenge;
    }

    /** Counts a failed login and tells whether another one may be tried. */
    boolean mayTryAgain() {
        failures++;
        return failures < setup.limits().loginFailures();
    }

    boolean passwordsPermitted() {
        return setup.clearText().permits(peer);
    }

    private static String newChallenge(Surroundings surroundings) {
        byte[] random = new byte[12];
        surroundings.entropy().fill(random);
        return "<" + HexFormat.of().formatHex(random) + "@" + surroundings.hostName() + ">";
    }
}
