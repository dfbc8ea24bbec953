package org.pennypost.core.mailbox;

import java.util.Set;

/**
 * One line of the list of mailboxes.
 *
 * @param selectable false for a name that only holds others, that is only subscribed to, or whose mailbox the user may
 *     not read
 * @param exists false for a subscribed name without a mailbox (RFC 9051 §7.3.1 \NonExistent)
 * @param mailboxId the object id (RFC 8474 §4), stable over renames; empty if it does not exist
 */
public record MailboxEntry(
        MailboxName name,
        boolean exists,
        boolean selectable,
        boolean subscribed,
        Set<SpecialUse> uses,
        String mailboxId) {
    public MailboxEntry {
        uses = Set.copyOf(uses);
    }

    /** Whether there is a mailbox, be it one that the user may not read. */
    public boolean isMailbox() {
        return !mailboxId.isEmpty();
    }
}
