package org.pennypost.smtp.talk;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pennypost.core.account.Login;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Peer;
import org.pennypost.smtp.RateMeter;
import org.pennypost.smtp.Rates;

/** Who does how much, counted for all listeners of a server together. Thread-safe. */
public final class Meters {
    private final Rates rates;
    private final RateMeter connections;
    private final RateMeter messages;
    private final RateMeter recipients;
    private final Map<String, Integer> logins = new ConcurrentHashMap<>();

    /** Meters that have counted nothing. */
    public Meters(Rates rates, InstantSource time) {
        this.rates = rates;
        this.connections = new RateMeter(rates.connectionsPerAddress(), time);
        this.messages = new RateMeter(rates.messagesPerAddress(), time);
        this.recipients = new RateMeter(rates.recipientsPerLogin(), time);
    }

    boolean permitsConnection(Peer peer) {
        return peer.remote().loopback() || connections.permits(peer.remote().address());
    }

    boolean permitsMessage(Origin.Submitter submitter, Peer peer) {
        return submitter instanceof Origin.User
                || peer.remote().loopback()
                || messages.permits(peer.remote().address());
    }

    boolean permitsRecipient(Origin.Submitter submitter) {
        return !(submitter instanceof Origin.User user)
                || recipients.permits(user.login().user());
    }

    /** A place for one more connection of a login, until it is closed; empty if it has too many. */
    Optional<AutoCloseable> place(Login login) {
        String user = login.user();
        int now = logins.merge(user, 1, Integer::sum);
        AutoCloseable place = () -> logins.computeIfPresent(user, (same, count) -> count == 1 ? null : count - 1);
        if (now <= rates.connectionsOfLogin()) {
            return Optional.of(place);
        }
        logins.computeIfPresent(user, (same, count) -> count - 1);
        return Optional.empty();
    }
}
