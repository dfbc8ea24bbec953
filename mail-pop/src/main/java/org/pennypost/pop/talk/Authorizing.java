package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Work;
import org.pennypost.core.sasl.SaslDialogue;
import org.pennypost.core.sasl.SaslExchange;
import org.pennypost.core.sasl.SaslTurn;
import org.pennypost.pop.syntax.Pop3Command;

/** The AUTHORIZATION state, RFC 1939 §4 and §7: the ways to log in. */
final class Authorizing {
    private Authorizing() {}

    /** Never tells whether the user exists, RFC 1939 §7 notwithstanding: that would be a list of addresses. */
    static Step user(Pop3Command.User user, Pop3State.Authorization state) {
        if (!state.dialect().passwordsPermitted()) {
            return Step.say(Pop3Replies.USER_NEEDS_TLS);
        }
        state.dialect().become(new Pop3State.Authorization(state.dialect(), user.name()));
        return Step.say(Pop3Replies.SEND_PASSWORD);
    }

    static Step pass(Pop3Command.Pass pass, Pop3State.Authorization state) {
        if (!state.dialect().passwordsPermitted()) {
            return Step.say(Pop3Replies.NEEDS_TLS);
        }
        if (state.user().isEmpty()) {
            return Step.say(Pop3Replies.USER_FIRST);
        }
        String user = SaslPrep.stored(state.user());
        return login(
                state.dialect(), () -> state.dialect().setup().authenticator().verify(user, pass.password()), "USER");
    }

    /** RFC 1939 §7: the MD5 digest of our challenge with the password behind it. */
    static Step apop(Pop3Command.Apop apop, Pop3State.Authorization state) {
        String challenge = state.dialect().challenge();
        if (challenge.isEmpty()) {
            return Step.say(Pop3Replies.NO_MECHANISM);
        }
        String user = SaslPrep.stored(apop.name());
        byte[] given = apop.digest().getBytes(StandardCharsets.UTF_8);
        return login(
                state.dialect(),
                () -> {
                    Optional<Password> password =
                            state.dialect().setup().authenticator().plainPassword(user);
                    byte[] expected = digest(challenge, password.orElse(Password.of("no such user")));
                    return MessageDigest.isEqual(expected, given) && password.isPresent()
                            ? state.dialect().setup().authenticator().storedName(user)
                            : Optional.empty();
                },
                "APOP");
    }

    static Step auth(Pop3Command.Auth auth, Pop3State.Authorization state) {
        if (auth.mechanism().isEmpty()) {
            return Step.say(Pop3Replies.mechanisms(
                    state.dialect().setup().sasl().offered(state.dialect().peer())));
        }
        Optional<SaslExchange> exchange = state.dialect()
                .setup()
                .sasl()
                .begin(auth.mechanism(), state.dialect().peer());
        if (exchange.isEmpty()) {
            boolean wantsTls = state.dialect().setup().sasl().needsProtectedLine(auth.mechanism());
            return Step.say(wantsTls ? Pop3Replies.NEEDS_TLS : Pop3Replies.NO_MECHANISM);
        }
        Optional<String> initial = Optional.of(auth.initialResponse()).filter(text -> !text.isEmpty());
        state.dialect().inExchange(true);
        return SaslDialogue.begin(exchange.get(), initial, new SaslWire(state.dialect()));
    }

    /** RFC 2595 §4: in AUTHORIZATION only, and once. */
    static Step stls(Pop3Command.Stls stls, Pop3State.Authorization state) {
        if (!state.dialect().setup().offersTls() || state.dialect().peer().confidential()) {
            return Step.say(Pop3Replies.NO_TLS);
        }
        return Step.say(
                Pop3Replies.BEGIN_TLS,
                () -> new Step.Switch(Layer.TLS, peer -> {
                    state.dialect().secured(peer);
                    return Step.done();
                }));
    }

    static Step quit(Pop3Command.Quit quit, Pop3State.Authorization state) {
        return Step.say(Pop3Replies.BYE, Step::hangUp);
    }

    private static Step login(Pop3Dialect dialect, Work<Optional<String>> proof, String mechanism) {
        return Step.await(
                proof,
                user -> user.isPresent()
                        ? open(dialect, new Login(user.get(), user.get(), mechanism))
                        : failed(dialect, Pop3Replies.BAD_CREDENTIALS));
    }

    /** RFC 1939 §4: the maildrop is opened and locked before the positive answer. */
    private static Step open(Pop3Dialect dialect, Login login) {
        return Step.await(
                () -> {
                    Maildrop maildrop =
                            dialect.held().hold(dialect.setup().maildrops().open(login.user()));
                    dialect.evidence(login).loggedIn();
                    return maildrop;
                },
                maildrop -> {
                    dialect.become(new Pop3State.Transaction(dialect, login, maildrop));
                    return Step.say(Pop3Replies.opened(maildrop));
                });
    }

    private static Step failed(Pop3Dialect dialect, Payload reply) {
        return dialect.mayTryAgain() ? Step.say(reply) : Step.say(Pop3Replies.TOO_MANY_FAILURES, Step::hangUp);
    }

    private static byte[] digest(String challenge, Password password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(challenge.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of()
                    .formatHex(md5.digest(password.octets()))
                    .toLowerCase(Locale.ROOT)
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks MD5", missing);
        }
    }

    /** SASL on a POP3 line, RFC 5034 §4. */
    private static final class SaslWire implements SaslDialogue.Wire {
        private final Pop3Dialect dialect;

        SaslWire(Pop3Dialect dialect) {
            this.dialect = dialect;
        }

        @Override
        public Payload challenge(String base64) {
            return Pop3Replies.challenge(base64);
        }

        @Override
        public Step success(Login login) {
            dialect.inExchange(false);
            return open(dialect, login);
        }

        @Override
        public Step failure(SaslTurn.Reason reason) {
            dialect.inExchange(false);
            switch (reason) {
                case CREDENTIALS:
                    return failed(dialect, Pop3Replies.BAD_CREDENTIALS);
                case AUTHORIZATION:
                    return failed(dialect, Pop3Replies.NOT_ALLOWED);
                default:
                    return failed(dialect, Pop3Replies.BAD_RESPONSE);
            }
        }

        @Override
        public Step cancelled() {
            dialect.inExchange(false);
            return Step.say(Pop3Replies.CANCELLED);
        }
    }
}
