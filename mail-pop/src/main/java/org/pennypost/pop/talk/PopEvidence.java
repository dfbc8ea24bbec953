package org.pennypost.pop.talk;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/** Tells the evidence sink what a logged-in user does. Called inside the calls whose acts it witnesses. */
record PopEvidence(PopSetup setup, Peer peer, Login login) {
    void loggedIn() throws StoreException {
        setup.evidence().note(Event.login(setup.surroundings().time().instant(), peer, login));
    }

    void retrieved(MarkedMaildrop maildrop, int number) throws StoreException {
        BitSet one = new BitSet();
        one.set(number - 1);
        setup.evidence().note(event(Event.Kind.RETRIEVED, maildrop, one, maildrop.octets(number)));
    }

    /** @param removed the indexes of the messages */
    void expunged(MarkedMaildrop maildrop, BitSet removed) throws StoreException {
        if (!removed.isEmpty()) {
            setup.evidence().record(event(Event.Kind.EXPUNGED, maildrop, removed, 0));
        }
    }

    private Event event(Event.Kind kind, MarkedMaildrop maildrop, BitSet messages, long size) {
        Map<String, String> facts = new HashMap<>(maildrop.facts(messages));
        facts.put("account", login.user());
        return new Event(
                kind,
                setup.surroundings().time().instant(),
                new Event.Actor(peer, Optional.of(login)),
                Optional.of(new Event.Subject("", size, facts)));
    }
}
