package org.pennypost.server.relay;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/**
 * Errands that survive a host that cannot be talked to: the message is kept for the next host. Once a host has heard of
 * the message, what it says counts.
 */
final class Fallback implements Errands {
    /** How many messages go over one connection, so that others get their turn. */
    private static final int MOST = 1000;

    private final Errands errands;
    private Optional<Outgoing> kept;
    private List<Outcome> trouble = List.of();
    private String server = "";
    private int given;

    Fallback(Errands errands) throws StoreException {
        this.errands = errands;
        this.kept = errands.next();
    }

    /** Whether there is a message that needs a host. */
    boolean hasMail() {
        return kept.isPresent();
    }

    /** No host helps. */
    void giveUp() throws StoreException {
        if (kept.isPresent()) {
            Outgoing mail = kept.get();
            kept = Optional.empty();
            errands.settled(mail, trouble);
        }
    }

    /** Another host is talked to from now on. */
    void talkingTo(String name) {
        server = name;
    }

    /** What came of the last host. */
    void failed(Outcome outcome) {
        kept.ifPresent(mail -> trouble = Outcome.forAll(mail, outcome));
    }

    @Override
    public Optional<Outgoing> next() throws StoreException {
        Optional<Outgoing> mail = kept;
        kept = Optional.empty();
        return mail.isPresent() || ++given > MOST ? mail : errands.next();
    }

    @Override
    public void settled(Outgoing mail, List<Outcome> outcomes) throws StoreException {
        boolean unheard = outcomes.stream()
                .allMatch(outcome ->
                        outcome.kind() == Outcome.Kind.DEFERRED && outcome.stage() == Outcome.Stage.CONNECTION);
        if (unheard) {
            kept = Optional.of(mail);
            trouble = named(outcomes);
        } else {
            errands.settled(mail, named(outcomes));
        }
    }

    private List<Outcome> named(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.by(server)).toList();
    }
}
