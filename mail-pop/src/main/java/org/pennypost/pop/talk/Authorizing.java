package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
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
import org.pennypost.core.mailbox.StoreException;
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
            return state.dialect().say(Pop3Reply.USER_NEEDS_TLS);
        }
        if (!SaslPrep.permits(user.name())) {
            return state.dialect().say(Pop3Reply.NO_SUCH_CHARACTER);
        }
        state.dialect().become(new Pop3State.Authorization(state.dialect(), user.name()));
        return state.dialect().say(Pop3Reply.SEND_PASSWORD);
    }

    static Step pass(Pop3Command.Pass pass, Pop3State.Authorization state) {
        if (!state.dialect().passwordsPermitted()) {
            return state.dialect().say(Pop3Reply.NEEDS_TLS);
        }
        if (state.user().isEmpty()) {
            return state.dialect().say(Pop3Reply.USER_FIRST);
        }
        if (!SaslPrep.permits(pass.password().text())) {
            return failed(state.dialect(), Pop3Reply.BAD_CREDENTIALS); // RFC 6856 §2.2
        }
        String user = SaslPrep.stored(state.user());
        return login(
                state.dialect(),
                user,
                () -> state.dialect().setup().authenticator().verify(user, pass.password()),
                "USER");
    }

    /**
     * RFC 1939 §7: the MD5 digest of our challenge with the password behind it.
     *
     * <p>Deviates from RFC 1939 §13: who may use APOP may use PASS too, because passwords are taken on lines only that
     * the policy for clear text trusts.
     */
    static Step apop(Pop3Command.Apop apop, Pop3State.Authorization state) {
        String challenge = state.dialect().challenge();
        if (challenge.isEmpty()) {
            return state.dialect().say(Pop3Reply.NO_MECHANISM);
        }
        if (!SaslPrep.permits(apop.name())) {
            return failed(state.dialect(), Pop3Reply.BAD_CREDENTIALS); // RFC 6856 §2.2
        }
        String user = SaslPrep.stored(apop.name());
        byte[] given = apop.digest().getBytes(StandardCharsets.UTF_8);
        return login(
                state.dialect(),
                user,
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
            return mechanisms(state.dialect());
        }
        Optional<SaslExchange> exchange = state.dialect()
                .setup()
                .sasl()
                .begin(auth.mechanism(), state.dialect().peer());
        if (exchange.isEmpty()) {
            boolean wantsTls = state.dialect().setup().sasl().needsProtectedLine(auth.mechanism());
            return state.dialect().say(wantsTls ? Pop3Reply.NEEDS_TLS : Pop3Reply.NO_MECHANISM);
        }
        Optional<String> initial = Optional.of(auth.initialResponse()).filter(text -> !text.isEmpty());
        return SaslDialogue.begin(exchange.get(), initial, new SaslWire(state.dialect()));
    }

    private static Step mechanisms(Pop3Dialect dialect) {
        StringBuilder names = new StringBuilder();
        dialect.setup()
                .sasl()
                .offered(dialect.peer())
                .forEach(name -> names.append(name).append("\r\n"));
        Payload lines = Payload.ascii(names.append(".\r\n").toString());
        return Step.say(dialect.language().say(Pop3Reply.MECHANISMS_FOLLOW), () -> Step.say(lines));
    }

    /** RFC 2595 §4: in AUTHORIZATION only, and once. */
    static Step stls(Pop3Command.Stls stls, Pop3State.Authorization state) {
        if (!state.dialect().setup().offersTls() || state.dialect().peer().confidential()) {
            return state.dialect().say(Pop3Reply.NO_TLS);
        }
        return Step.say(
                state.dialect().language().say(Pop3Reply.BEGIN_TLS),
                () -> new Step.Switch(Layer.TLS, peer -> {
                    state.dialect().secured(peer);
                    return Step.done();
                }));
    }

    static Step quit(Pop3Command.Quit quit, Pop3State.Authorization state) {
        return Step.say(state.dialect().language().say(Pop3Reply.BYE), Step::hangUp);
    }

    private static Step login(Pop3Dialect dialect, String user, Work<Optional<String>> proof, String mechanism) {
        SaslWire wire = new SaslWire(dialect);
        return Step.await(
                dialect.setup().sasl().login(dialect.peer(), user, mechanism, proof),
                turn -> SaslDialogue.conclude(turn, wire::success, wire::failure));
    }

    /** RFC 1939 §4: the maildrop is opened and locked before the positive answer. RFC 2449 §6.5: not too soon. */
    private static Entry enter(Pop3Dialect dialect, Login login) throws StoreException {
        PopSetup setup = dialect.setup();
        Instant now = setup.surroundings().time().instant();
        if (!setup.loginDelay().permits(login.user(), now)) {
            return new Entry.Refused(Pop3Reply.TOO_SOON);
        }
        MarkedMaildrop maildrop = setup.open(login.user(), dialect.held(), dialect.evidence(login)::loggedIn);
        setup.loginDelay().loggedIn(login.user(), now);
        return new Entry.Granted(new Pop3State.Transaction(dialect, login, maildrop));
    }

    private static Step entered(Pop3Dialect dialect, Entry entry) {
        if (entry instanceof Entry.Refused) {
            Pop3Reply refusal = ((Entry.Refused) entry).reply();
            return refusal == Pop3Reply.TOO_SOON ? dialect.say(refusal) : failed(dialect, refusal);
        }
        Pop3State.Transaction granted = ((Entry.Granted) entry).state();
        MarkedMaildrop maildrop = granted.maildrop();
        dialect.become(granted);
        return Step.say(dialect.language().say(Pop3Reply.OPENED, maildrop.count(), maildrop.octets()));
    }

    private static Step failed(Pop3Dialect dialect, Pop3Reply reply) {
        return dialect.mayTryAgain()
                ? dialect.say(reply)
                : Step.say(dialect.language().say(Pop3Reply.TOO_MANY_FAILURES), Step::hangUp);
    }

    /** What a login came to. */
    private sealed interface Entry {
        record Granted(Pop3State.Transaction state) implements Entry {}

        record Refused(Pop3Reply reply) implements Entry {}
    }

    private static byte[] digest(String challenge, Password password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(challenge.getBytes(StandardCharsets.US_ASCII));
            byte[] secret = SaslPrep.stored(password.text()).getBytes(StandardCharsets.UTF_8); // RFC 6856 §2.2
            return HexFormat.of()
                    .formatHex(md5.digest(secret))
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
            return Payload.ascii("+ " + base64 + "\r\n");
        }

        @Override
        public Step success(Login login) {
            return Step.await(() -> enter(dialect, login), entry -> entered(dialect, entry));
        }

        @Override
        public Step failure(SaslTurn.Reason reason) {
            switch (reason) {
                case CREDENTIALS:
                    return failed(dialect, Pop3Reply.BAD_CREDENTIALS);
                case AUTHORIZATION:
                    return failed(dialect, Pop3Reply.NOT_ALLOWED);
                default:
                    return failed(dialect, Pop3Reply.BAD_RESPONSE);
            }
        }

        @Override
        public Step cancelled() {
            return dialect.say(Pop3Reply.CANCELLED);
        }
    }
}
