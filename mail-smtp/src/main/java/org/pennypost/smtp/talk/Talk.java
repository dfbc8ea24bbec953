package org.pennypost.smtp.talk;

import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Peer;

/** What changes in one conversation. Confined like the engine. */
final class Talk {
    private final Held held = new Held();
    private Peer peer;
    private SmtpState state;
    private boolean inExchange;
    private int loginFailures;

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

    /** Counts a failed login and answers how many there were. */
    int loginFailed() {
        return ++loginFailures;
    }
}
