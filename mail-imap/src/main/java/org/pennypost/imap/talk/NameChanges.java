package org.pennypost.imap.talk;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.imap.syntax.EventGroup.Event;
import org.pennypost.imap.syntax.ResponseWriter;

/**
 * What happened to the names of an account between two looks at its list, as LIST responses: RFC 5465 §5.4 and §5.5.
 * Renamed mailboxes are known by their object ids.
 */
final class NameChanges {
    private static final Set<Event> EVENTS = EnumSet.of(Event.MAILBOX_NAME, Event.SUBSCRIPTION_CHANGE);

    private final Map<MailboxName, MailboxEntry> before;
    private final Map<MailboxName, MailboxEntry> after;
    private final OwnDeeds own;
    private final NameTree tree;
    private final Map<MailboxName, MailboxName> renamed = new HashMap<>();
    private final Set<MailboxName> old = new HashSet<>();
    /** What was found, by the events that matter here. */
    private final Map<Set<Event>, Set<MailboxName>> affected = new HashMap<>();

    /** @param own what the client has done itself meanwhile */
    NameChanges(Collection<MailboxEntry> before, List<MailboxEntry> after, OwnDeeds own) {
        this.own = own;
        this.before = byName(before);
        this.after = byName(after);
        this.tree = NameTree.of(after);
        Map<String, MailboxName> places = this.before.values().stream()
                .filter(MailboxEntry::selectable)
                .collect(Collectors.toMap(MailboxEntry::mailboxId, MailboxEntry::name, (one, other) -> one));
        for (MailboxEntry entry : after) {
            Optional<MailboxName> place = Optional.ofNullable(places.get(entry.mailboxId()));
            if (entry.selectable() && !exists(entry.name(), this.before) && place.isPresent()) {
                renamed.put(entry.name(), place.get());
                old.add(place.get());
            }
        }
    }

    /** The names that have something to tell, in their order; may be none. */
    Set<MailboxName> affected(Set<Event> events) {
        Set<Event> ofNames = EnumSet.noneOf(Event.class);
        ofNames.addAll(events);
        ofNames.retainAll(EVENTS);
        return affected.computeIfAbsent(ofNames, this::find);
    }

    private Set<MailboxName> find(Set<Event> events) {
        Set<MailboxName> affected = new TreeSet<>();
        Set<MailboxName> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        all.addAll(own.names());
        for (MailboxName name : all) {
            boolean changed = exists(name, before) != exists(name, after) && !movedAlong(name);
            if (events.contains(Event.MAILBOX_NAME) && changed) {
                // RFC 5465 §5.4: the mailbox above it has other children now
                name.parent().filter(above -> exists(above, after)).ifPresent(affected::add);
            }
            boolean other = subscribed(name, before) != subscribed(name, after);
            if (events.contains(Event.MAILBOX_NAME) && isNews(name, Event.MAILBOX_NAME, changed)
                    || events.contains(Event.SUBSCRIPTION_CHANGE) && isNews(name, Event.SUBSCRIPTION_CHANGE, other)) {
                affected.add(name);
            }
        }
        // RFC 5465 §5.4: the old name is told with the new one
        old.stream().filter(name -> !exists(name, after)).forEach(affected::remove);
        return affected;
    }

    /** What the client has done itself is none as it stands; what others have made of that is. */
    private boolean isNews(MailboxName name, Event of, boolean changed) {
        return own.stands(name, of, Optional.ofNullable(after.get(name)))
                .map(stands -> !stands)
                .orElse(changed);
    }

    /** Writes the LIST response of a name. */
    void write(MailboxName name, ResponseWriter out) {
        Listed now = Listed.now(name, tree);
        if (renamed.containsKey(name)) {
            now.write(renamed.get(name).path(), out);
        } else {
            now.write(out);
        }
    }

    /** RFC 5465 §5.4: of what lies below a renamed mailbox nothing is told. */
    private boolean movedAlong(MailboxName name) {
        Optional<MailboxName> from = Optional.ofNullable(renamed.get(name));
        if (from.isEmpty()) {
            return old.contains(name);
        }
        Optional<MailboxName> above = name.parent();
        Optional<MailboxName> aboveBefore = from.get().parent();
        return above.isPresent()
                && aboveBefore.isPresent()
                && aboveBefore.equals(Optional.ofNullable(renamed.get(above.get())));
    }

    private static boolean exists(MailboxName name, Map<MailboxName, MailboxEntry> entries) {
        return entries.containsKey(name) && entries.get(name).exists();
    }

    private static boolean subscribed(MailboxName name, Map<MailboxName, MailboxEntry> entries) {
        return entries.containsKey(name) && entries.get(name).subscribed();
    }

    private static Map<MailboxName, MailboxEntry> byName(Collection<MailboxEntry> entries) {
        Map<MailboxName, MailboxEntry> map = new HashMap<>();
        entries.forEach(entry -> map.put(entry.name(), entry));
        return map;
    }
}
