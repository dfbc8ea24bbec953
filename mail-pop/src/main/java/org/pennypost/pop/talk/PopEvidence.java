package org.pennypost.pop.talk;

import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** Tells the evidence sink what a logged-in user does. Called inside the calls whose acts it witnesses. */
record PopEvidence(PopSetup setup, Peer peer, Login login) {
    void loggedIn() throws StoreException {
        setup.evidence().note(Event.login(setup.surroundings().time().instant(), peer, login));
    }

    void retrieved(Maildrop maildrop, int number) throws StoreException {
        String uid = String.valueOf(maildrop.uid(number));
        setup.evidence().note(event(Event.Kind.RETRIEVED, maildrop, uid, maildrop.octets(number)));
    }

    void expunged(Maildrop maildrop, UidSet removed) throws StoreException {
        if (!removed.isEmpty()) {
            setup.evidence().record(event(Event.Kind.EXPUNGED, maildrop, removed.toString(), 0));
        }
    }

    private Event event(Event.Kind kind, Maildrop maildrop, String uids, long size) {
        Map<String, String> facts = Map.of(
                "account", login.user(),
                "mailbox", maildrop.name().path(),
                "uid-validity", String.valueOf(maildrop.uidValidity()),
                "uid", uids);
        return new Event(
                kind,
                setup.surroundings().time().instant(),
                new Event.Actor(peer, Optional.of(login)),
                Optional.of(new Event.Subject("", size, facts)));
    }
}
