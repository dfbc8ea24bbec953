package org.pennypost.imap.syntax;

import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.MailboxName;

/** What a client asks about mailboxes as a whole: RFC 9051 §6.3, and §6.4 where one is left. Immutable. */
public sealed interface MailboxCommand extends Command {
    /** RFC 9051 §6.3.2, RFC 7162 §3.1.8 and §3.2.5. */
    record Select(SpelledName mailbox, SelectParameters parameters) implements MailboxCommand {
        @Override
        public boolean usesNumbers() {
            return parameters.usesNumbers();
        }
    }

    /** RFC 9051 §6.3.3, RFC 7162 §3.1.8 and §3.2.5. */
    record Examine(SpelledName mailbox, SelectParameters parameters) implements MailboxCommand {
        @Override
        public boolean usesNumbers() {
            return parameters.usesNumbers();
        }
    }

    /**
     * RFC 9051 §6.3.4: a separator at the end of the name has been taken off.
     *
     * @param uses the special-use attributes that it is to have (RFC 6154 §3), as the client wrote them
     */
    record Create(SpelledName asked, List<String> uses) implements MailboxCommand {
        public Create {
            uses = List.copyOf(uses);
        }

        /** What it is to be called. */
        public MailboxName mailbox() {
            return asked.name();
        }
    }

    /** RFC 9051 §6.3.5. */
    record Delete(SpelledName asked) implements MailboxCommand {
        /** Which. */
        public MailboxName mailbox() {
            return asked.name();
        }
    }

    /** RFC 9051 §6.3.6. */
    record Rename(SpelledName askedFrom, SpelledName askedTo) implements MailboxCommand {
        /** What it is called. */
        public MailboxName from() {
            return askedFrom.name();
        }

        /** What it is to be called. */
        public MailboxName to() {
            return askedTo.name();
        }
    }

    /** RFC 9051 §6.3.7. */
    record Subscribe(MailboxName mailbox) implements MailboxCommand {}

    /** RFC 9051 §6.3.8. */
    record Unsubscribe(MailboxName mailbox) implements MailboxCommand {}

    /**
     * RFC 9051 §6.3.9 LIST.
     *
     * @param extended whether it has options or several patterns; an empty pattern asks for the separator only in the
     *     basic form (RFC 9051 §6.3.9)
     * @param reference the reference name; empty mostly
     * @param patterns names with {@code *} and {@code %}; those that no name can match are left out, maybe all
     *     (RFC 9051 §6.3.9)
     * @param status what the STATUS return option asks for; empty without that option
     * @param annotations what the METADATA return option asks for (RFC 9590 §3); empty without that option
     */
    record ListMailboxes(
            boolean extended,
            Set<ListSelection> selections,
            String reference,
            List<String> patterns,
            Set<ListReturn> returns,
            List<StatusItem> status,
            List<String> annotations)
            implements MailboxCommand {
        /** Without annotations. */
        public ListMailboxes(
                boolean extended,
                Set<ListSelection> selections,
                String reference,
                List<String> patterns,
                Set<ListReturn> returns,
                List<StatusItem> status) {
            this(extended, selections, reference, patterns, returns, status, List.of());
        }

        public ListMailboxes {
            annotations = List.copyOf(annotations);
            selections = Set.copyOf(selections);
            patterns = List.copyOf(patterns);
            returns = Set.copyOf(returns);
            status = List.copyOf(status);
        }
    }

    /** RFC 3501 §6.3.9. */
    record Lsub(String reference, String pattern) implements MailboxCommand {}

    /** RFC 9051 §6.3.10. */
    record Namespace() implements MailboxCommand {}

    /** RFC 9051 §6.3.11: {@code items} in the client's order, without doubles. */
    record Status(MailboxName mailbox, List<StatusItem> items) implements MailboxCommand {
        public Status {
            items = List.copyOf(items);
        }
    }

    /** RFC 3501 §6.4.1. */
    record Check() implements MailboxCommand {}

    /** RFC 9051 §6.4.1. */
    record Close() implements MailboxCommand {}

    /** RFC 9051 §6.4.2. */
    record Unselect() implements MailboxCommand {}
}
