package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.imap.syntax.ListAttribute;
import org.pennypost.imap.syntax.ListReturn;
import org.pennypost.imap.syntax.ListSelection;
import org.pennypost.imap.syntax.MailboxCommand;

/**
 * Which names LIST returns, and with what attributes: RFC 9051 §6.3.9 (RFC 5258), RFC 6154 §2, RFC 3348.
 *
 * <p>Remote mailboxes there are none, so the option REMOTE changes nothing (RFC 9051 §6.3.9.1).
 */
final class ListQuery {
    /** How long all patterns with wildcards may be together. */
    private static final int MOST = 4 * 1024;

    private final List<ListPattern> patterns = new ArrayList<>();
    private final boolean extended;
    private final boolean recursive;
    private final boolean tellsSubscribed;
    /** The conditions by which names are selected; none selects what exists. */
    private final Map<ListSelection, Predicate<MailboxEntry>> conditions = new EnumMap<>(ListSelection.class);

    ListQuery(MailboxCommand.ListMailboxes command) {
        extended = command.extended();
        recursive = command.selections().contains(ListSelection.RECURSIVEMATCH);
        // RFC 9051 §6.3.9.1: the selection option implies the return option
        tellsSubscribed = command.selections().contains(ListSelection.SUBSCRIBED)
                || command.returns().contains(ListReturn.SUBSCRIBED);
        if (command.selections().contains(ListSelection.SUBSCRIBED)) {
            conditions.put(ListSelection.SUBSCRIBED, MailboxEntry::subscribed);
        }
        if (command.selections().contains(ListSelection.SPECIAL_USE)) {
            conditions.put(ListSelection.SPECIAL_USE, entry -> !entry.uses().isEmpty());
        }
        for (String pattern : command.patterns()) {
            // RFC 9051 §6.3.9: in the extended syntax empty names are ignored
            if (!pattern.isEmpty()) {
                patterns.add(ListPattern.of(command.reference(), pattern));
            }
        }
    }

    /** RFC 9051 §6.3.9: whether it has no more patterns than can be matched with every name in good time. */
    boolean bearable() {
        return patterns.stream().mapToInt(ListPattern::cost).sum() <= MOST;
    }

    /** The names to return, each once. */
    List<Listed> answer(NameTree tree) {
        Map<ListSelection, Set<MailboxName>> above = new EnumMap<>(ListSelection.class);
        if (recursive) {
            conditions.forEach((option, condition) -> above.put(option, tree.above(condition)));
        }
        Set<MailboxName> aboveUnlisted =
                recursive ? tree.above(entry -> selected(entry) && !matches(entry)) : Set.<MailboxName>of();
        List<Listed> answer = new ArrayList<>();
        for (MailboxEntry entry : tree.entries()) {
            boolean shown = selected(entry) || aboveUnlisted.contains(entry.name()) || shownAsLevel(entry, tree);
            if (shown && matches(entry)) {
                answer.add(listed(entry, tree, childInfo(entry, above)));
            }
        }
        return answer;
    }

    /** The attributes of a name by itself, as SELECT tells them (RFC 9051 §6.3.2). */
    static Listed plain(MailboxEntry entry, NameTree tree) {
        List<ListAttribute> attributes = new ArrayList<>();
        describe(entry, tree, attributes);
        return new Listed(entry, attributes, List.of(), true);
    }

    private boolean selected(MailboxEntry entry) {
        return conditions.isEmpty()
                ? entry.exists()
                : conditions.values().stream().allMatch(condition -> condition.test(entry));
    }

    private boolean matches(MailboxEntry entry) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(entry.name()));
    }

    /** RFC 9051 §6.3.9: behind a final {@code %} levels are returned even if they are no mailboxes. */
    private boolean shownAsLevel(MailboxEntry entry, NameTree tree) {
        return conditions.isEmpty()
                && !entry.exists()
                && tree.hasChildren(entry.name())
                && patterns.stream().anyMatch(pattern -> pattern.matchesLevels() && pattern.matches(entry.name()));
    }

    private Listed listed(MailboxEntry entry, NameTree tree, List<ListSelection> childInfo) {
        List<ListAttribute> attributes = new ArrayList<>();
        if (!entry.exists()) {
            // RFC 9051 §6.3.9 and §6.3.9.6: basic and extended syntax name this differently.
            attributes.add(extended ? ListAttribute.NON_EXISTENT : ListAttribute.NO_SELECT);
        }
        describe(entry, tree, attributes);
        if (tellsSubscribed && entry.subscribed()) {
            attributes.add(ListAttribute.SUBSCRIBED);
        }
        return new Listed(entry, attributes, childInfo, selected(entry));
    }

    private static void describe(MailboxEntry entry, NameTree tree, List<ListAttribute> attributes) {
        if (entry.exists() && !entry.selectable()) {
            attributes.add(ListAttribute.NO_SELECT);
        }
        attributes.add(tree.hasChildren(entry.name()) ? ListAttribute.HAS_CHILDREN : ListAttribute.HAS_NO_CHILDREN);
    }

    private static List<ListSelection> childInfo(MailboxEntry entry, Map<ListSelection, Set<MailboxName>> above) {
        List<ListSelection> met = new ArrayList<>();
        above.forEach((option, names) -> {
            if (names.contains(entry.name())) {
                met.add(option);
            }
        });
        return met;
    }
}
