package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
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
    private final Pop3Dialect dialect;
    private final String challenge;
    private int failures;
    private boolean inExchange;

    Authorizing(Pop3Dialect dialect) {
        this.dialect = dialect;
        boolean apop = dialect.setup().authenticator().proofs().contains(Authenticator.Proof.PLAIN_PASSWORD);
        this.challenge = apop ? newChallenge() : "";
    }

    /** RFC 1939 §7: the msg-id in the greeting that APOP digests; empty if no password can be read. */
    String challenge() {
        return challenge;
    }

    /** Whether the next line is a SASL response, which may be long. */
    boolean inExchange() {
        return inExchange;
    }

    /** Never tells whether the user exists, RFC 1939 §7 notwithstanding: that would be a list of addresses. */
    Step user(Pop3Command.User user, Pop3State.Authorization state) {
        if (!passwordsPermitted()) {
            return Step.say(Pop3Replies.USER_NEEDS_TLS);
        }
        dialect.become(new Pop3State.Authorization(user.name()));
        return Step.say(Pop3Replies.SEND_PASSWORD);
    }

    Step pass(Pop3Command.Pass pass, Pop3State.Authorization state) {
        if (!passwordsPermitted()) {
            return Step.say(Pop3Replies.NEEDS_TLS);
        }
        if (state.user().isEmpty()) {
            return Step.say(Pop3Replies.USER_FIRST);
        }
        String user = SaslPrep.stored(state.user());
        return login(() -> authenticator().verify(user, pass.password()), "USER");
    }

    /** RFC 1939 §7: the MD5 digest of our challenge with the password behind it. */
    Step apop(Pop3Command.Apop apop, Pop3State.Authorization state) {
        if (challenge.isEmpty()) {
            return Step.say(Pop3Replies.NO_MECHANISM);
        }
        String user = SaslPrep.stored(apop.name());
        byte[] given = apop.digest().getBytes(StandardCharsets.UTF_8);
        return login(
                () -> {
                    Optional<Password> password = authenticator().plainPassword(user);
                    byte[] expected = digest(password.orElse(Password.of("no such user")));
                    return MessageDigest.isEqual(expected, given) && password.isPresent()
                            ? authenticator().storedName(user)
                            : Optional.empty();
                },
                "APOP");
    }

    Step auth(Pop3Command.Auth auth, Pop3State.Authorization state) {
        if (auth.mechanism().isEmpty()) {
            return Step.say(Pop3Replies.mechanisms(dialect.setup().sasl().offered(dialect.peer())));
        }
        Optional<SaslExchange> exchange = dialect.setup().sasl().begin(auth.mechanism(), dialect.peer());
        if (exchange.isEmpty()) {
            boolean wantsTls = dialect.setup().sasl().needsProtectedLine(auth.mechanism());
            return Step.say(wantsTls ? Pop3Replies.NEEDS_TLS : Pop3Replies.NO_MECHANISM);
        }
        Optional<String> initial = Optional.of(auth.initialResponse()).filter(text -> !text.isEmpty());
        inExchange = true;
        return SaslDialogue.begin(exchange.get(), initial, new SaslWire());
    }

    /** RFC 2595 §4: in AUTHORIZATION only, and once. */
    Step stls(Pop3Command.Stls stls, Pop3State.Authorization state) {
        if (!dialect.setup().offersTls() || dialect.peer().confidential()) {
            return Step.say(Pop3Replies.NO_TLS);
        }
        return Step.say(
                Pop3Replies.BEGIN_TLS,
                () -> new Step.Switch(Layer.TLS, peer -> {
                    dialect.secured(peer);
                    return Step.done();
                }));
    }

    Step quit(Pop3Command.Quit quit, Pop3State.Authorization state) {
        return Step.say(Pop3Replies.BYE, Step::hangUp);
    }

    private Step login(Work<Optional<String>> proof, String mechanism) {
        return Step.await(
                proof,
                user -> user.isPresent()
                        ? open(new Login(user.get(), user.get(), mechanism))
                        : failed(Pop3Replies.BAD_CREDENTIALS));
    }

    /** RFC 1939 §4: the maildrop is opened and locked before the positive answer. */
    private Step open(Login login) {
        return Step.await(
                () -> {
                    Maildrop maildrop =
                            dialect.held().hold(dialect.setup().maildrops().open(login.user()));
                    dialect.evidence(login).loggedIn();
                    return maildrop;
                },
                maildrop -> {
                    dialect.become(new Pop3State.Transaction(login, maildrop));
                    return Step.say(Pop3Replies.opened(maildrop));
                });
    }

    private Step failed(Payload reply) {
        failures++;
        return failures < dialect.setup().limits().loginFailures()
                ? Step.say(reply)
                : Step.say(Pop3Replies.TOO_MANY_FAILURES, Step::hangUp);
    }

    private boolean passwordsPermitted() {
        return dialect.setup().clearText().permits(dialect.peer());
    }

    private Authenticator authenticator() {
        return dialect.setup().authenticator();
    }

    private String newChallenge() {
        byte[] random = new byte[12];
        dialect.setup().surroundings().entropy().fill(random);
        return "<" + HexFormat.of().formatHex(random) + "@"
                + dialect.setup().surroundings().hostName() + ">";
    }

    private byte[] digest(Password password) {
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
    private final class SaslWire implements SaslDialogue.Wire {
        @Override
        public Payload challenge(String base64) {
            return Pop3Replies.challenge(base64);
        }

        @Override
        public Step success(Login login) {
            inExchange = false;
            return open(login);
        }

        @Override
        public Step failure(SaslTurn.Reason reason) {
            inExchange = false;
            switch (reason) {
                case CREDENTIALS:
                    return failed(Pop3Replies.BAD_CREDENTIALS);
                case AUTHORIZATION:
                    return failed(Pop3Replies.NOT_ALLOWED);
                default:
                    return failed(Pop3Replies.BAD_RESPONSE);
            }
        }

        @Override
        public Step cancelled() {
            inExchange = false;
            return Step.say(Pop3Replies.CANCELLED);
        }
    }
}
