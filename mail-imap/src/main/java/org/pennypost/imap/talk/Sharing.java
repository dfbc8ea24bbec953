package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableAccount;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/**
 * What there is besides a user's own mailboxes: below {@link Namespaces#OTHERS} what others share, and below
 * {@link Namespaces#SHARED} the account that is nobody's. It says where names lead, and lists those that may be seen; it
 * guards nothing.
 *
 * @param user whose own mailboxes are not among them
 * @param administers whether he looks after the account that is nobody's
 */
record Sharing(SharingStore index, ImapSetup setup, String user, boolean administers) {
    /** Where a name of others leads. */
    record Place(Account account, MailboxName name) {}

    /** Whether there is an account that is nobody's. */
    boolean hasShared() {
        return !setup.sharedAccount().isEmpty();
    }

    /** Where a name that is not the user's own leads; there need not be a mailbox. */
    Optional<Place> place(MailboxName name) throws StoreException {
        List<String> levels = name.levels();
        if (levels.get(0).equals(Namespaces.SHARED)) {
            return levels.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Place(account(setup.sharedAccount()), below(name, 1)));
        }
        boolean shares = levels.size() > 2 && others().contains(levels.get(1));
        return shares ? Optional.of(behind(name)) : Optional.empty();
    }

    /** Where the name of another user's mailbox leads, for a name that is known to be one. */
    Place behind(MailboxName name) throws StoreException {
        return new Place(account(name.levels().get(1)), below(name, 2));
    }

    /** All accounts in which there may be something for him. */
    List<Account> accounts() throws StoreException {
        Set<String> users = others();
        if (hasShared()) {
            users.add(setup.sharedAccount());
        }
        List<Account> accounts = new ArrayList<>();
        for (String one : users) {
            accounts.add(account(one));
        }
        return accounts;
    }

    /**
     * Adds the mailboxes that a visitor may see.
     *
     * @param subscribed the names that he has subscribed to; those that are found are taken out
     */
    void list(AccessList.Visitor visitor, Set<MailboxName> subscribed, List<MailboxEntry> all) throws StoreException {
        for (String other : others()) {
            list(Namespaces.OTHERS + "/" + other + "/", account(other), false, visitor, subscribed, all);
        }
        if (hasShared()) {
            list(Namespaces.SHARED + "/", account(setup.sharedAccount()), administers, visitor, subscribed, all);
        }
    }

    /** Whether a name is a top of its own or below it. */
    static boolean isIn(String top, MailboxName name) {
        return name.path().startsWith(top)
                && (name.path().length() == top.length() || name.path().charAt(top.length()) == MailboxName.SEPARATOR);
    }

    private static void list(
            String prefix,
            Account account,
            boolean every,
            AccessList.Visitor visitor,
            Set<MailboxName> subscribed,
            List<MailboxEntry> all)
            throws StoreException {
        if (!(account instanceof ShareableAccount)) {
            return;
        }
        Map<MailboxName, Rights> seen = new HashMap<>();
        ((ShareableAccount) account).shared().forEach((name, list) -> {
            Rights rights = list.rights(visitor);
            if (rights.contains(Right.LOOKUP)) {
                seen.put(name, rights);
            }
        });
        if (!every && seen.isEmpty()) {
            return;
        }
        for (MailboxEntry entry : account.mailboxes()) {
            Optional<MailboxName> name = named(prefix + entry.name().path());
            if (entry.selectable() && name.isPresent() && (every || seen.containsKey(entry.name()))) {
                boolean wanted = subscribed.remove(name.get());
                // RFC 9051 §7.3.1: a name that could not be selected must not look as if it could
                boolean readable = every || seen.get(entry.name()).contains(Right.READ);
                all.add(new MailboxEntry(name.get(), true, readable, wanted, Set.of(), entry.mailboxId()));
            }
        }
    }

    /** The users who share something, and whose names can stand in a name. */
    private Set<String> others() throws StoreException {
        Set<String> others = new TreeSet<>(index.sharers());
        others.remove(user);
        others.remove(setup.sharedAccount());
        others.removeIf(other -> other.indexOf(MailboxName.SEPARATOR) >= 0);
        return others;
    }

    private Account account(String of) throws StoreException {
        return setup.store().account(of);
    }

    private static MailboxName below(MailboxName name, int levels) {
        List<String> all = name.levels();
        return MailboxName.of(String.join("/", all.subList(levels, all.size())));
    }

    /** Not every user or mailbox has a name that can stand behind a prefix. */
    private static Optional<MailboxName> named(String path) {
        try {
            return Optional.of(MailboxName.of(path));
        } catch (SyntaxException tooLong) {
            return Optional.empty();
        }
    }
}
