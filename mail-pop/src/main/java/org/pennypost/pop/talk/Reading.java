package org.pennypost.pop.talk;

import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.pop.syntax.Pop2Command;

/** All that POP2 does, RFC 937 "Definitions of Commands and Replies". */
final class Reading {
    private final Pop2Dialect dialect;

    Reading(Pop2Dialect dialect) {
        this.dialect = dialect;
    }

    Step helo(Pop2Command.Helo helo, Pop2State.Auth state) {
        if (!dialect.setup().clearText().permits(dialect.peer())) {
            return Step.say(Pop2Replies.NEEDS_TLS, Step::hangUp);
        }
        String name = SaslPrep.stored(helo.user());
        return Step.await(
                () -> dialect.setup().authenticator().verify(name, helo.password()),
                user -> user.isPresent()
                        ? open(new Login(user.get(), user.get(), "HELO"))
                        : Step.say(Pop2Replies.NOT_ACCEPTED, Step::hangUp));
    }

    /** Releases the mailbox before, which is when its marked messages go; a mailbox that does not exist is empty. */
    Step fold(Pop2Command.Fold fold, Login login, Maildrop maildrop) {
        return Step.await(
                () -> {
                    dialect.evidence(login).expunged(maildrop, maildrop.update());
                    return turn(maildrop, fold.mailbox());
                },
                exists -> {
                    dialect.become(new Pop2State.Mbox(login, maildrop));
                    return Step.say(Pop2Replies.count(maildrop.count()));
                });
    }

    Step read(Pop2Command.Read read, Login login, Maildrop maildrop, int current) {
        int number = read.message() < 0 ? current : (int) read.message();
        return tell(login, maildrop, number);
    }

    /** A message that is not there, or empty, ends the conversation: the client was told its length. */
    Step retr(Pop2Command.Retr retr, Pop2State.Item item) {
        Maildrop maildrop = item.maildrop();
        int number = item.current();
        if (!maildrop.has(number) || maildrop.octets(number) == 0) {
            return Step.say(Pop2Replies.NOTHING_TO_SEND, Step::hangUp);
        }
        return Step.await(
                () -> {
                    dialect.evidence(item.login()).retrieved(maildrop, number);
                    return maildrop.content(number);
                },
                content -> {
                    dialect.become(new Pop2State.Next(item.login(), maildrop, number));
                    return Step.say(whole(content));
                });
    }

    Step acks(Pop2Command.Acks acks, Pop2State.Next next) {
        return tell(next.login(), next.maildrop(), next.current() + 1);
    }

    Step ackd(Pop2Command.Ackd ackd, Pop2State.Next next) {
        next.maildrop().mark(next.current());
        return tell(next.login(), next.maildrop(), next.current() + 1);
    }

    Step nack(Pop2Command.Nack nack, Pop2State.Next next) {
        return tell(next.login(), next.maildrop(), next.current());
    }

    Step quit() {
        return Step.say(Pop2Replies.BYE, Step::hangUp);
    }

    Step quit(Login login, Maildrop maildrop) {
        return Step.await(
                () -> {
                    dialect.evidence(login).expunged(maildrop, maildrop.update());
                    return Pop2Replies.BYE;
                },
                bye -> Step.say(bye, Step::hangUp));
    }

    private Step open(Login login) {
        return Step.await(
                () -> {
                    Maildrop maildrop =
                            dialect.held().hold(dialect.setup().maildrops().open(login.user()));
                    dialect.evidence(login).loggedIn();
                    return maildrop;
                },
                maildrop -> {
                    dialect.become(new Pop2State.Mbox(login, maildrop));
                    return Step.say(Pop2Replies.count(maildrop.count()));
                });
    }

    private Step tell(Login login, Maildrop maildrop, int number) {
        dialect.become(new Pop2State.Item(login, maildrop, number));
        return Step.say(Pop2Replies.length(maildrop.has(number) ? maildrop.octets(number) : 0));
    }

    private static boolean turn(Maildrop maildrop, String mailbox) throws StoreException {
        Optional<MailboxName> name;
        try {
            name = Optional.of(MailboxName.of(mailbox));
        } catch (SyntaxException nobodyHasIt) {
            name = Optional.empty();
        }
        return maildrop.turnTo(name);
    }

    private static Payload whole(Content content) {
        return new Payload.Slice(content, 0, content.size());
    }
}
