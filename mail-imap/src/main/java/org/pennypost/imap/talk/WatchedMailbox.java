package org.pennypost.imap.talk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.imap.syntax.EventGroup.Event;
import org.pennypost.imap.syntax.StatusItem;

/** A mailbox that is not selected and of which a client wants to hear: RFC 5465 §5.1 to §5.3. */
final class WatchedMailbox {
    private final Mailbox mailbox;
    private final Watch watch;
    private final Set<Event> events;
    private Picture told;

    /**
     * @param watch was set before this, so that nothing falls between it and the picture
     * @param told what the client knows of it
     */
    WatchedMailbox(Mailbox mailbox, Watch watch, Set<Event> events, Picture told) {
        this.mailbox = mailbox;
        this.watch = watch;
        this.events = Set.copyOf(events);
        this.told = told;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Watch watch() {
        return watch;
    }

    Picture picture() {
        return told;
    }

    /** The present picture, if since the last time something happened that the client wants to hear of. */
    Optional<Picture> news() {
        if (!Notifying.mayHear(LentMailbox.rights(mailbox))) {
            return Optional.empty();
        }
        Picture before = told;
        told = mailbox.picture();
        boolean moved = told.uidNext() != before.uidNext()
                || told.removals() != before.removals()
                || told.uidValidity() != before.uidValidity();
        boolean changed = told.highestModSeq() != before.highestModSeq();
        return moved || changed && events.contains(Event.FLAG_CHANGE) ? Optional.of(told) : Optional.empty();
    }

    /** RFC 5465 §3.1: what the first STATUS response tells of it, modification sequences even if nobody follows them. */
    List<StatusItem> firstItems(boolean modSeqs) {
        return items(modSeqs || events.contains(Event.FLAG_CHANGE));
    }

    /** What a STATUS response tells of it. */
    static List<StatusItem> items(boolean modSeqs) {
        return modSeqs
                ? List.of(
                        StatusItem.MESSAGES,
                        StatusItem.UIDNEXT,
                        StatusItem.UIDVALIDITY,
                        StatusItem.UNSEEN,
                        StatusItem.HIGHESTMODSEQ)
                : List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY, StatusItem.UNSEEN);
    }
}
