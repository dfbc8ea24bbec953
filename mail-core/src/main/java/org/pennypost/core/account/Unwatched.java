package org.pennypost.core.account;

import java.time.Duration;
import org.pennypost.core.engine.Peer;

/** Nobody looks. */
final class Unwatched implements LoginWatch {
    @Override
    public void attempt(Peer peer, String user) {}

    @Override
    public boolean admits(Peer peer, Login login) {
        return true;
    }

    @Override
    public boolean mayEnter(String user) {
        return true;
    }

    @Override
    public Duration failed(Peer peer, String user, String mechanism) {
        return Duration.ZERO;
    }
}
