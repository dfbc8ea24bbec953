package org.pennypost.imap.syntax;

import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.MailboxName;

/**
 * Of which events a client wants to hear, and in which mailboxes: RFC 5465 §8 {@code event-group}.
 *
 * @param mailboxes where
 * @param events of what; none for {@code NONE}
 * @param fetch what to tell of a new message in the selected mailbox (RFC 5465 §5.2)
 */
public record EventGroup(Filter mailboxes, Set<Event> events, List<FetchItem> fetch) {
    public EventGroup {
        events = Set.copyOf(events);
        fetch = List.copyOf(fetch);
    }

    /** Something that can happen, RFC 5465 §5. */
    public enum Event {
        /** RFC 5465 §5.1: flags of a message change. */
        FLAG_CHANGE("FlagChange"),
        /** RFC 5465 §5.2: a message comes. */
        MESSAGE_NEW("MessageNew"),
        /** RFC 5465 §5.3: a message goes. */
        MESSAGE_EXPUNGE("MessageExpunge"),
        /** RFC 5465 §5.4: a mailbox is made, deleted or renamed. */
        MAILBOX_NAME("MailboxName"),
        /** RFC 5465 §5.5: a name is subscribed to, or no longer. */
        SUBSCRIPTION_CHANGE("SubscriptionChange"),
        /** RFC 5465 §5.6: something is noted about a mailbox. */
        MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
        /** RFC 5465 §5.7: something is noted about the server. */
        SERVER_METADATA_CHANGE("ServerMetadataChange");

        private final String label;

        Event(String label) {
            this.label = label;
        }

        /** Its name on the wire. */
        public String label() {
            return label;
        }

        /** Whether it happens to a message. */
        public boolean isOfMessage() {
            return this == FLAG_CHANGE || this == MESSAGE_NEW || this == MESSAGE_EXPUNGE;
        }
    }

    /** A choice of mailboxes, RFC 5465 §6. */
    public sealed interface Filter {}

    /** RFC 5465 §6.1: the one that is selected, now or later; {@code delayed}: removals only where EXPUNGE may be said. */
    public record Selected(boolean delayed) implements Filter {}

    /** RFC 5465 §6.2, §6.3: all of the user's own. */
    public record Personal() implements Filter {}

    /** RFC 5465 §6.4: those subscribed to. */
    public record Subscribed() implements Filter {}

    /** RFC 5465 §6.5: these and those below them. */
    public record Subtree(Set<MailboxName> names) implements Filter {
        public Subtree {
            names = Set.copyOf(names);
        }
    }

    /** RFC 7377 §2.2: these and those one level below them; not in NOTIFY. */
    public record SubtreeOne(Set<MailboxName> names) implements Filter {
        public SubtreeOne {
            names = Set.copyOf(names);
        }
    }

    /** RFC 5465 §6.6: these. */
    public record Named(Set<MailboxName> names) implements Filter {
        public Named {
            names = Set.copyOf(names);
        }
    }
}
