package org.pennypost.smtp.talk;

import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.syntax.SmtpReply;

/** What changes in one conversation. Confined like the engine. */
final class Talk {
    private final Held held = new Held();
    private Peer peer;
    private SmtpState state;
    private Optional<Attempt> attempt = Optional.empty();
    private boolean inExchange;
    private int loginFailures;
    private int errors;

    Talk(Peer peer) {
        this.peer = peer;
        this.state = new SmtpState.Fresh(this);
    }

    Peer peer() {
        return peer;
    }

    SmtpState state() {
        return state;
    }

    Held held() {
        return held;
    }

    void become(SmtpState next) {
        state = next;
    }

    // RFC 3207 §4.2: after the handshake all that was learnt before is forgotten
    void secured(Peer now) {
        peer = now;
        state = new SmtpState.Fresh(this);
    }

    /** The transaction in progress. */
    Optional<Attempt> attempt() {
        return attempt;
    }

    void begin(Attempt now) {
        attempt = Optional.of(now);
        held.hold(now);
    }

    /** The transaction in progress, if there is one, has come to an end; which is noted if no message was. */
    Step over(String how, Step.Next then) throws StoreException {
        Optional<Attempt> over = attempt;
        attempt = Optional.empty();
        over.ifPresent(one -> one.ends(how));
        if (over.isEmpty() || over.get().silent()) {
            over.ifPresent(held::release);
            return then.step();
        }
        return Step.await(
                () -> {
                    held.release(over.get());
                    return true;
                },
                noted -> then.step());
    }

    /** Whether a SASL exchange is in progress, which changes the wording of errors. */
    boolean inExchange() {
        return inExchange;
    }

    void inExchange(boolean now) {
        inExchange = now;
    }

    /** An answer to an error, which comes the later the more there were (RFC 5321 §7.8). */
    Step regret(SmtpReply reply, SmtpLimits limits) {
        Duration delay = limits.tarpit().delay(++errors);
        return delay.isZero() ? Replies.say(reply) : new Step.Pause(delay, () -> Replies.say(reply));
    }

    /** Counts a failed login and answers how many there were. */
    int loginFailed() {
        return ++loginFailures;
    }
}
