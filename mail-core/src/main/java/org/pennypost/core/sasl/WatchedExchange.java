package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;

/** An exchange under a {@link LoginWatch}, which hears how it ends. */
final class WatchedExchange implements SaslExchange {
    /** What is the fault of who tries; a response that is none of the grammar is a bug of a client. */
    private static final Set<SaslTurn.Reason> COUNTED =
            Set.of(SaslTurn.Reason.CREDENTIALS, SaslTurn.Reason.AUTHORIZATION);

    private final SaslExchange exchange;
    private final NotingAuthenticator names;
    private final LoginWatch watch;
    private final Peer peer;
    private final String mechanism;

    WatchedExchange(SaslExchange exchange, NotingAuthenticator names, LoginWatch watch, Peer peer, String mechanism) {
        this.exchange = exchange;
        this.names = names;
        this.watch = watch;
        this.peer = peer;
        this.mechanism = mechanism;
    }

    @Override
    public boolean clientFirst() {
        return exchange.clientFirst();
    }

    @Override
    public boolean prompts() {
        return exchange.prompts();
    }

    @Override
    public boolean refused() {
        return exchange.refused();
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        boolean counted = exchange.refused();
        SaslTurn turn = exchange.respond(response);
        if (counted) {
            return turn; // what comes now is only the end of it
        }
        if (exchange.refused() && turn instanceof SaslTurn.Challenge) {
            // RFC 7628 §3.2.3: the client may go without the answer that it owes
            return new SaslTurn.Challenge(
                    ((SaslTurn.Challenge) turn).octets(), watch.failed(peer, names.user(), mechanism));
        }
        return judged(turn, watch, peer, names.user(), mechanism);
    }

    /** What the watch makes of a turn. */
    static SaslTurn judged(SaslTurn turn, LoginWatch watch, Peer peer, String user, String mechanism)
            throws StoreException {
        SaslTurn judged = turn;
        if (turn instanceof SaslTurn.Success) {
            Login login = ((SaslTurn.Success) turn).login();
            judged = watch.admits(peer, login) ? turn : SaslTurn.failure(SaslTurn.Reason.AUTHORIZATION);
        }
        if (judged instanceof SaslTurn.Failure && COUNTED.contains(((SaslTurn.Failure) judged).reason())) {
            Duration wait = watch.failed(peer, user, mechanism);
            return new SaslTurn.Failure(((SaslTurn.Failure) judged).reason(), wait);
        }
        return judged;
    }
}
