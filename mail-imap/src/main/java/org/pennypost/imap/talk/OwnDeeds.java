package org.pennypost.imap.talk;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.imap.syntax.EventGroup.Event;

/**
 * What a client has done to names itself since the last look at them (RFC 5465 §5.4, §5.5). It need not be told of that,
 * as long as a name is what the client has made of it: others may have changed it again before anybody looked.
 */
final class OwnDeeds {
    /** Of which kind of news, and what the client knows: whether there is a mailbox, or a subscription. */
    private final Map<MailboxName, Map<Event, Boolean>> deeds = new HashMap<>();

    void created(MailboxName name) {
        put(name, Event.MAILBOX_NAME, true);
    }

    void deleted(MailboxName name) {
        put(name, Event.MAILBOX_NAME, false);
    }

    void subscribed(MailboxName name) {
        put(name, Event.SUBSCRIPTION_CHANGE, true);
    }

    void unsubscribed(MailboxName name) {
        put(name, Event.SUBSCRIPTION_CHANGE, false);
    }

    private void put(MailboxName name, Event news, boolean there) {
        deeds.computeIfAbsent(name, first -> new EnumMap<>(Event.class)).put(news, there);
    }

    /** The names that it has done something to. */
    Set<MailboxName> names() {
        return Set.copyOf(deeds.keySet());
    }

    /** Whether a name is what the client has made of it; empty if it has not touched what the news are of. */
    Optional<Boolean> stands(MailboxName name, Event news, Optional<MailboxEntry> now) {
        boolean there = news == Event.MAILBOX_NAME
                ? now.filter(MailboxEntry::isMailbox).isPresent()
                : now.filter(MailboxEntry::subscribed).isPresent();
        return Optional.ofNullable(deeds.getOrDefault(name, Map.of()).get(news)).map(known -> known == there);
    }

    void forget() {
        deeds.clear();
    }
}
