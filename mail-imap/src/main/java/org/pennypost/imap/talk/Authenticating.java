package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.sasl.SaslDialogue;
import org.pennypost.core.sasl.SaslExchange;
import org.pennypost.core.sasl.SaslTurn;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.InitialResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.SessionCommand;
import org.pennypost.imap.talk.ImapState.NotAuthenticated;

/** The commands by which a client proves who it is, and the capabilities about them: RFC 9051 §6.2. */
final class Authenticating {
    private Authenticating() {}

    /** RFC 9051 §6.2.1: BAD if TLS is active already, NO if it is not available. */
    static Step startTls(SessionCommand.StartTls command, NotAuthenticated state) throws StoreException {
        Talk talk = state.talk();
        if (talk.peer().tls().isPresent()) {
            return talk.bad(ResponseCode.NONE, Texts.TLS_ACTIVE);
        }
        if (!talk.setup().offer().tls()) {
            return talk.no(Word.UNAVAILABLE, Texts.NO_TLS);
        }
        return Step.say(
                talk.tagged(Condition.OK, ResponseCode.NONE, Texts.BEGIN_TLS),
                () -> new Step.Switch(Layer.TLS, peer -> {
                    talk.secured(peer);
                    return Step.done();
                }));
    }

    /** RFC 9051 §6.2.2. */
    static Step authenticate(SessionCommand.Authenticate command, NotAuthenticated state) throws StoreException {
        Talk talk = state.talk();
        Optional<SaslExchange> exchange = talk.setup().sasl().begin(command.mechanism(), talk.peer());
        if (exchange.isPresent()) {
            return SaslDialogue.begin(exchange.get(), base64(command.initialResponse()), new Wire(talk));
        }
        return talk.setup().sasl().needsProtectedLine(command.mechanism())
                ? talk.no(Word.PRIVACYREQUIRED, Texts.LOGIN_DISABLED)
                : talk.no(Word.CANNOT, Texts.NO_MECHANISM);
    }

    /** RFC 9051 §6.2.3: while LOGINDISABLED is listed, NO without a look at name and password (§7.2.2). */
    static Step login(SessionCommand.Login command, NotAuthenticated state) throws StoreException {
        Talk talk = state.talk();
        if (!talk.setup().clearText().permits(talk.peer())) {
            return talk.no(Word.PRIVACYREQUIRED, Texts.LOGIN_DISABLED);
        }
        return Step.await(
                talk.setup()
                        .sasl()
                        .login(
                                talk.peer(),
                                command.userid(),
                                "LOGIN",
                                () -> talk.setup().authenticator().verify(command.userid(), command.password())),
                turn -> SaslDialogue.conclude(turn, login -> enter(talk, login), new Wire(talk)::failure));
    }

    /** Whether a client still has to say who it is. */
    static boolean wanted(Talk talk) {
        return talk.state() instanceof NotAuthenticated;
    }

    /** RFC 9051 §6.2.1: not once TLS is active. */
    static boolean offersTls(Talk talk) {
        return wanted(talk) && talk.setup().offer().tls() && talk.peer().tls().isEmpty();
    }

    /** RFC 9051 §6.2.3, §11.7: where a password would be read by others. */
    static boolean loginDisabled(Talk talk) {
        return wanted(talk) && !talk.setup().clearText().permits(talk.peer());
    }

    /** The mechanisms that the client may use now, RFC 9051 §7.2.2. */
    static List<String> mechanisms(Talk talk) {
        return wanted(talk) ? talk.setup().sasl().offered(talk.peer()) : List.of();
    }

    /** RFC 2221 §4.1: whoever has proven who he is learns where his mailboxes are, and nobody else. */
    private static Step enter(Talk talk, Login login) {
        String elsewhere = talk.setup().common().elsewhere().getOrDefault(login.user(), "");
        ResponseCode referral = new ResponseCode.Referral(login.user(), elsewhere);
        return elsewhere.isEmpty()
                ? open(talk, login)
                : Step.say(talk.tagged(Condition.NO, referral, Texts.MOVED_AWAY));
    }

    private static Step open(Talk talk, Login login) {
        return Step.await(
                () -> {
                    Account account = talk.setup().store().account(login.user());
                    new ImapEvidence(talk, login).loggedIn();
                    return new Namespaces(talk.setup(), login, account);
                },
                account -> {
                    talk.become(new ImapState.Authenticated(talk, login, account));
                    // RFC 9051 §6.2.2: no security layer is ever negotiated, so the capabilities may be told here.
                    return talk.ok(new ResponseCode.Capabilities(Capabilities.of(talk)), Texts.LOGGED_IN);
                });
    }

    /** RFC 9051 §11.7: what exactly was wrong is not told, and how often one may try is bounded. */
    private static Step failed(Talk talk, Condition condition, ResponseCode code, String text) {
        Payload answer = talk.tagged(condition, code, text);
        return talk.loginFailedTooOften()
                ? Step.say(answer, () -> talk.bye(ResponseCode.NONE, Texts.TOO_MANY_LOGINS))
                : Step.say(answer);
    }

    private static Optional<String> base64(InitialResponse response) {
        if (response instanceof InitialResponse.Absent) {
            return Optional.empty();
        }
        ByteBuffer octets = ((InitialResponse.Given) response).octets();
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return Optional.of(copy.length == 0 ? "=" : Base64.getEncoder().encodeToString(copy));
    }

    /** How an exchange looks in IMAP, RFC 9051 §6.2.2. */
    private record Wire(Talk talk) implements SaslDialogue.Wire {
        @Override
        public Payload challenge(String base64) {
            return talk.continuation(base64);
        }

        @Override
        public Step success(Login login) {
            return enter(talk, login);
        }

        @Override
        public Step failure(SaslTurn.Reason reason) {
            switch (reason) {
                case AUTHORIZATION:
                    return failed(talk, Condition.NO, Word.AUTHORIZATIONFAILED, Texts.NOT_AUTHORIZED);
                case MALFORMED:
                    return failed(talk, Condition.BAD, ResponseCode.NONE, Texts.MALFORMED_SASL);
                default:
                    return failed(talk, Condition.NO, Word.AUTHENTICATIONFAILED, Texts.LOGIN_FAILED);
            }
        }

        @Override
        public Step cancelled() {
            return failed(talk, Condition.BAD, ResponseCode.NONE, Texts.CANCELLED);
        }
    }
}
