package org.pennypost.smtp.talk;

import java.time.Duration;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.syntax.SmtpReply;

/** What changes in one conversation. Confined like the engine. */
final class Talk {
    private final Held held = new Held();
    private Peer peer;
    private SmtpState state;
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
