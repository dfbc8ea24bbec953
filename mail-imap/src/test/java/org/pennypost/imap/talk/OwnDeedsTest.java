package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.imap.syntax.EventGroup.Event;

/** RFC 5465 §5.4, §5.5: what others do before anybody has looked at what a client did itself. */
class OwnDeedsTest {
    private static final MailboxName NAME = MailboxName.of("Box");
    private static final MailboxEntry THERE = entry(false, "id");
    private static final MailboxEntry SUBSCRIBED = entry(true, "id");

    private final OwnDeeds own = new OwnDeeds();

    @Test
    void whatStandsAsTheClientMadeItIsNoNews() {
        own.created(NAME);
        own.subscribed(NAME);
        assertEquals(Set.of(), news(List.of(), List.of(SUBSCRIBED)));
        own.forget();
        assertEquals(Set.of(NAME), news(List.of(), List.of(SUBSCRIBED)));
    }

    @Test
    void whatOthersHaveUndoneIsNewsEvenIfItLooksAsBefore() {
        own.subscribed(NAME);
        assertEquals(Set.of(NAME), news(List.of(THERE), List.of(THERE)));
        assertEquals(Set.of(NAME), news(List.of(SUBSCRIBED), List.of(THERE)));
        own.forget();
        own.created(NAME);
        assertEquals(Set.of(NAME), news(List.of(), List.of()));
        own.deleted(NAME);
        assertEquals(Set.of(NAME), news(List.of(THERE), List.of(THERE)));
        assertEquals(Set.of(), news(List.of(THERE), List.of()));
    }

    @Test
    void whatIsNewBesideWhatTheClientDidIsNews() {
        own.created(NAME);
        assertEquals(Set.of(NAME), news(List.of(), List.of(SUBSCRIBED)));
    }

    private Set<MailboxName> news(List<MailboxEntry> before, List<MailboxEntry> after) {
        return new NameChanges(before, after, own).affected(EnumSet.of(Event.MAILBOX_NAME, Event.SUBSCRIPTION_CHANGE));
    }

    private static MailboxEntry entry(boolean subscribed, String id) {
        return new MailboxEntry(NAME, true, true, subscribed, Set.of(), id);
    }
}
