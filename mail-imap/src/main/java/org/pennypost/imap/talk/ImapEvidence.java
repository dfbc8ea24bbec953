package org.pennypost.imap.talk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Mailbox.Copied;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Tells the evidence sink what a logged-in user does with messages. Called inside the calls whose acts it witnesses. A
 * message is named by account, mailbox, UIDVALIDITY and UID, under which its delivery was witnessed with its hash.
 */
record ImapEvidence(Talk talk, Login login) {
    static ImapEvidence of(ImapState.LoggedIn state) {
        return new ImapEvidence(state.talk(), state.login());
    }

    void loggedIn() throws StoreException {
        sink().note(Event.login(talk.setup().surroundings().time().instant(), talk.peer(), login));
    }

    /** The client is about to be given text of their bodies. */
    void retrieved(Mailbox mailbox, UidSet uids) throws StoreException {
        note(Event.Kind.RETRIEVED, mailbox, uids, Map.of());
    }

    /** The same by a URL, out of the account of the one who has made it (RFC 4467). */
    void lent(Mailbox mailbox, UidSet uids, String owner) throws StoreException {
        note(Event.Kind.RETRIEVED, mailbox, uids, Map.of("account", owner));
    }

    void moved(Mailbox mailbox, Mailbox target, Copied copied) throws StoreException {
        Map<String, String> to = new HashMap<>();
        to.put("target-mailbox", target.name().path());
        to.put("target-uid-validity", String.valueOf(copied.uidValidity()));
        to.put("target-uid", copied.target().toString());
        if (!(target instanceof LentMailbox)) {
            to.put("target-account", login.user());
        }
        note(Event.Kind.MOVED, mailbox, copied.source(), to);
    }

    /** Marked for removal: RFC 9051 §2.3.2, \Deleted. */
    void deleted(Mailbox mailbox, UidSet uids, FlagChange change) throws StoreException {
        if (change.mode() != FlagChange.Mode.REMOVE && change.flags().contains(Flag.DELETED)) {
            note(Event.Kind.DELETED, mailbox, uids, Map.of());
        }
    }

    /** Removed for good; durable when this returns. */
    UidSet expunged(Mailbox mailbox, UidSet removed) throws StoreException {
        if (isWanted(removed)) {
            sink().record(event(Event.Kind.EXPUNGED, mailbox, removed, Map.of()));
        }
        return removed;
    }

    private void note(Event.Kind kind, Mailbox mailbox, UidSet uids, Map<String, String> more) throws StoreException {
        if (isWanted(uids)) {
            sink().note(event(kind, mailbox, uids, more));
        }
    }

    private boolean isWanted(UidSet uids) {
        return !uids.isEmpty() && sink() != EvidenceSink.NONE;
    }

    private Event event(Event.Kind kind, Mailbox mailbox, UidSet uids, Map<String, String> more) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put("mailbox", mailbox.name().path());
        facts.put("uid-validity", String.valueOf(mailbox.picture().uidValidity()));
        facts.put("uid", uids.toString());
        if (!(mailbox instanceof LentMailbox)) {
            facts.putIfAbsent("account", login.user());
        }
        return new Event(
                kind,
                talk.setup().surroundings().time().instant(),
                new Event.Actor(talk.peer(), Optional.of(login)),
                Optional.of(new Event.Subject("", 0, facts)));
    }

    private EvidenceSink sink() {
        return talk.setup().evidence();
    }
}
