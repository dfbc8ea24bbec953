package org.pennypost.pop.talk;

import org.pennypost.core.account.Login;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.sasl.SaslDialogue;
import org.pennypost.pop.syntax.Pop2Command;

/** All that POP2 does, RFC 937 "Definitions of Commands and Replies". */
final class Reading {
    private Reading() {}

    static Step helo(Pop2Command.Helo helo, Pop2State.Auth state) {
        PopSetup setup = state.dialect().setup();
        if (!setup.clearText().permits(state.dialect().peer())) {
            return Step.say(Pop2Replies.NEEDS_TLS, Step::hangUp);
        }
        String name = SaslPrep.stored(helo.user());
        return Step.await(
                setup.sasl()
                        .login(
                                state.dialect().peer(),
                                name,
                                "HELO",
                                () -> setup.authenticator().verify(name, helo.password())),
                turn -> SaslDialogue.conclude(
                        turn,
                        login -> open(state.dialect(), login),
                        reason -> Step.say(Pop2Replies.NOT_ACCEPTED, Step::hangUp)));
    }

    /** Releases the mailbox before, which is when its marked messages go; a mailbox that does not exist is empty. */
    static Step fold(Pop2Command.Fold fold, Pop2State.Open state) {
        return Step.await(
                () -> {
                    release(state);
                    return state.maildrop().turnTo(fold.mailbox());
                },
                exists -> opened(state.dialect(), state.login(), state.maildrop()));
    }

    static Step read(Pop2Command.Read read, Pop2State.Open state) {
        int number = read.message() < 0 ? state.current() : (int) read.message();
        return tell(state.dialect(), state.login(), state.maildrop(), number);
    }

    /** A message that is not there, or empty, ends the conversation: the client was told its length. */
    static Step retr(Pop2Command.Retr retr, Pop2State.Item item) {
        MarkedMaildrop maildrop = item.maildrop();
        int number = item.current();
        if (!maildrop.has(number) || maildrop.octets(number) == 0) {
            return Step.say(Pop2Replies.NOTHING_TO_SEND, Step::hangUp);
        }
        return Step.await(
                () -> {
                    item.dialect().evidence(item.login()).retrieved(maildrop, number);
                    return maildrop.content(number);
                },
                content -> {
                    item.dialect().become(new Pop2State.Next(item.dialect(), item.login(), maildrop, number));
                    return Step.say(whole(content));
                });
    }

    static Step acks(Pop2Command.Acks acks, Pop2State.Next next) {
        return tell(next.dialect(), next.login(), next.maildrop(), next.current() + 1);
    }

    static Step ackd(Pop2Command.Ackd ackd, Pop2State.Next next) {
        next.maildrop().mark(next.current());
        return tell(next.dialect(), next.login(), next.maildrop(), next.current() + 1);
    }

    static Step nack(Pop2Command.Nack nack, Pop2State.Next next) {
        return tell(next.dialect(), next.login(), next.maildrop(), next.current());
    }

    static Step quit(Pop2Command.Quit quit, Pop2State.Auth state) {
        return Step.say(Pop2Replies.BYE, Step::hangUp);
    }

    static Step quit(Pop2Command.Quit quit, Pop2State.Open state) {
        return Step.await(
                () -> {
                    release(state);
                    state.dialect().held().release(state.maildrop()); // before the answer: who hears it may come again
                    return Pop2Replies.BYE;
                },
                bye -> Step.say(bye, Step::hangUp));
    }

    private static Step open(Pop2Dialect dialect, Login login) {
        return Step.await(
                () -> dialect.setup().open(login.user(), dialect.held(), dialect.evidence(login)::loggedIn),
                maildrop -> opened(dialect, login, maildrop));
    }

    private static Step opened(Pop2Dialect dialect, Login login, MarkedMaildrop maildrop) {
        dialect.become(new Pop2State.Mbox(dialect, login, maildrop));
        return Step.say(Pop2Replies.count(maildrop.count()));
    }

    private static void release(Pop2State.Open state) throws StoreException {
        state.dialect()
                .evidence(state.login())
                .expunged(state.maildrop(), state.maildrop().update());
    }

    private static Step tell(Pop2Dialect dialect, Login login, MarkedMaildrop maildrop, int number) {
        dialect.become(new Pop2State.Item(dialect, login, maildrop, number));
        return Step.say(Pop2Replies.length(maildrop.has(number) ? maildrop.octets(number) : 0));
    }

    private static Payload whole(Content content) {
        return new Payload.Slice(content, 0, content.size());
    }
}
