package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;

/**
 * All names of an account as LIST sees them: mailboxes, subscribed names, and the levels above them that are neither
 * (RFC 9051 §6.3.9). Immutable.
 */
final class NameTree {
    private final List<MailboxEntry> entries;
    private final Map<MailboxName, MailboxEntry> byName;
    private final Set<MailboxName> parents;

    private NameTree(List<MailboxEntry> entries, Map<MailboxName, MailboxEntry> byName, Set<MailboxName> parents) {
        this.entries = entries;
        this.byName = byName;
        this.parents = parents;
    }

    /** The tree over a store's list. */
    static NameTree of(List<MailboxEntry> listed) {
        Map<MailboxName, MailboxEntry> all = new HashMap<>();
        listed.forEach(entry -> all.put(entry.name(), entry));
        Set<MailboxName> parents = new HashSet<>();
        for (MailboxEntry entry : listed) {
            for (Optional<MailboxName> up = entry.name().parent();
                    up.isPresent();
                    up = up.get().parent()) {
                all.computeIfAbsent(up.get(), NameTree::level);
                if (entry.exists() && !parents.add(up.get())) {
                    break;
                }
            }
        }
        List<MailboxEntry> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing((MailboxEntry entry) -> !entry.name().isInbox())
                .thenComparing(MailboxEntry::name));
        return new NameTree(sorted, all, parents);
    }

    /** Every name, INBOX first, then in the order of names. */
    List<MailboxEntry> entries() {
        return entries;
    }

    /** The entry of a name, if it has one. */
    Optional<MailboxEntry> find(MailboxName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether there are mailboxes below a name: \HasChildren (RFC 9051 §7.3.1). */
    boolean hasChildren(MailboxName name) {
        return parents.contains(name);
    }

    /** The names that have an entry below them for which {@code wanted} holds, at any depth. */
    Set<MailboxName> above(Predicate<MailboxEntry> wanted) {
        Set<MailboxName> above = new HashSet<>();
        for (MailboxEntry entry : entries) {
            if (wanted.test(entry)) {
                Optional<MailboxName> up = entry.name().parent();
                while (up.isPresent() && above.add(up.get())) {
                    up = up.get().parent();
                }
            }
        }
        return above;
    }

    /** A name that is no mailbox. */
    static MailboxEntry level(MailboxName name) {
        return new MailboxEntry(name, false, false, false, Set.of(), "");
    }
}
