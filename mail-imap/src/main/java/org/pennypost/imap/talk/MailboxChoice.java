package org.pennypost.imap.talk;

import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.imap.syntax.EventGroup;
import org.pennypost.imap.syntax.EventGroup.Filter;

/** Which mailboxes a client means that chooses some: RFC 5465 §6, RFC 7377 §2.2. */
final class MailboxChoice {
    private MailboxChoice() {}

    /** Whether a mailbox that is not chosen by being selected is among them. */
    static boolean has(Filter filter, MailboxEntry entry, Namespaces account) {
        return filter instanceof EventGroup.Subscribed ? entry.subscribed() : has(filter, entry.name(), account);
    }

    /** The same for a choice by name. */
    static boolean has(Filter filter, MailboxName name, Namespaces account) {
        if (filter instanceof EventGroup.Subtree subtree) {
            return isIn(subtree.names(), name);
        } else if (filter instanceof EventGroup.SubtreeOne subtree) {
            Set<MailboxName> tops = subtree.names();
            return tops.contains(name) || name.parent().filter(tops::contains).isPresent();
        } else if (filter instanceof EventGroup.Named named) {
            return named.names().contains(name);
        }
        return filter instanceof EventGroup.Personal && account.isMine(name);
    }

    private static boolean isIn(Set<MailboxName> tops, MailboxName name) {
        Optional<MailboxName> above = Optional.of(name);
        while (above.isPresent() && !tops.contains(above.get())) {
            above = above.get().parent();
        }
        return above.isPresent();
    }
}
