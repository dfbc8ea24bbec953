package org.pennypost.smtp.talk;

import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.sasl.SaslDialogue;
import org.pennypost.core.sasl.SaslExchange;
import org.pennypost.core.sasl.SaslTurn;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.SmtpReply;

/** AUTH, RFC 4954. */
final class Authenticating {
    private final SmtpSetup setup;
    private final Replies replies;

    Authenticating(SmtpSetup setup, Replies replies) {
        this.setup = setup;
        this.replies = replies;
    }

    // RFC 4954 §4; inside a transaction the table of routes refuses it
    Step auth(Command.Auth auth, SmtpState.Ready state) {
        if (state.submitter() != Origin.Submitter.UNKNOWN) {
            return Replies.say(Replies.ALREADY_AUTHENTICATED);
        }
        Optional<SaslExchange> exchange =
                setup.sasl().begin(auth.mechanism(), state.talk().peer());
        if (exchange.isEmpty()) {
            boolean wantsTls = setup.sasl().needsProtectedLine(auth.mechanism());
            return Replies.say(wantsTls ? Replies.ENCRYPTION_REQUIRED : Replies.NO_MECHANISM);
        }
        // RFC 4954 §4: 501 for an initial response where the server speaks first
        if (auth.initialResponse().isPresent() && !exchange.get().clientFirst()) {
            return Replies.say(Replies.NO_INITIAL_RESPONSE);
        }
        state.talk().inExchange(true);
        return SaslDialogue.begin(exchange.get(), auth.initialResponse(), new Wire(state));
    }

    private Step succeeded(SmtpState.Ready state, Login login) {
        Optional<AutoCloseable> place = setup.meters().place(login);
        if (place.isEmpty()) {
            return Step.say(Replies.payload(replies.tooManyConnections()), Step::hangUp);
        }
        state.talk().held().hold(place.get());
        state.talk().become(new SmtpState.Ready(state.talk(), state.name(), state.extended(), new Origin.User(login)));
        return Replies.say(Replies.AUTHENTICATED);
    }

    private Step failed(SmtpState.Ready state, SmtpReply reply) {
        state.talk().inExchange(false);
        return state.talk().loginFailed() < setup.limits().loginFailures()
                ? state.talk().regret(reply, setup.limits())
                : Step.say(Replies.payload(replies.tooManyLogins()), Step::hangUp);
    }

    /** SASL on an SMTP line, RFC 4954 §4. */
    private final class Wire implements SaslDialogue.Wire {
        private final SmtpState.Ready state;

        private Wire(SmtpState.Ready state) {
            this.state = state;
        }

        @Override
        public Payload challenge(String base64) {
            return Replies.challenge(base64);
        }

        @Override
        public Step success(Login login) {
            EvidenceSink sink = setup.records().evidence();
            if (sink == EvidenceSink.NONE) {
                state.talk().inExchange(false);
                return succeeded(state, login);
            }
            Event event = Event.login(
                    setup.surroundings().time().instant(), state.talk().peer(), login);
            return Step.await(
                    () -> {
                        sink.note(event);
                        return login;
                    },
                    recorded -> {
                        state.talk().inExchange(false);
                        return succeeded(state, recorded);
                    });
        }

        @Override
        public Step failure(SaslTurn.Reason reason) {
            return failed(state, SmtpErrors.reply(reason));
        }

        // RFC 4954 §4: "*" cancels, 501
        @Override
        public Step cancelled() {
            state.talk().inExchange(false);
            return Replies.say(Replies.AUTHENTICATION_CANCELLED);
        }
    }
}
