package org.pennypost.smtp.talk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Peer;
import org.pennypost.smtp.RateMeter;
import org.pennypost.smtp.Rates;

/** Who does how much, counted for all listeners of a server together. Thread-safe. */
public final class Meters {
    /** How many transactions of an address without a message are noted: there is room for much, not for floods. */
    private static final Rates.Rate NOTES = new Rates.Rate(60, Duration.ofMinutes(1));

    private final Rates rates;
    private final RateMeter connections;
    private final RateMeter messages;
    private final RateMeter recipients;
    private final RateMeter notes;
    private final Map<String, Integer> logins = new HashMap<>();

    /** Meters that have counted nothing. */
    public Meters(Rates rates, InstantSource time) {
        this.rates = rates;
        this.connections = new RateMeter(rates.connectionsPerAddress(), time);
        this.messages = new RateMeter(rates.messagesPerAddress(), time);
        this.recipients = new RateMeter(rates.recipientsPerLogin(), time);
        this.notes = new RateMeter(NOTES, time);
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

    // RFC 6409 §5.2: limits on what is logged
    boolean permitsNote(Peer peer) {
        return notes.permits(peer.remote().address());
    }

    /** A place for one more connection of a login, until it is closed; empty if it has too many. */
    synchronized Optional<AutoCloseable> place(Login login) {
        int open = logins.getOrDefault(login.user(), 0);
        if (open >= rates.connectionsOfLogin()) {
            return Optional.empty();
        }
        logins.put(login.user(), open + 1);
        return Optional.of(() -> left(login.user()));
    }

    private synchronized void left(String user) {
        logins.computeIfPresent(user, (same, open) -> open == 1 ? null : open - 1);
    }
}
