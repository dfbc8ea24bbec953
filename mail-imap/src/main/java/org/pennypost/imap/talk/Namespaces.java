package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Login;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Restricted;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.Watch;

/**
 * All mailboxes that a user sees: his own, below {@code Other Users/NAME} those that others let him see, and below
 * {@code Shared} those of an account that is nobody's (RFC 2342 §5).
 *
 * <p>His own are the store's, and he has all rights to them (RFC 4314 §2: a server may always grant some), unless the store
 * is {@link Restricted}. Those of others
 * come as {@link LentMailbox}, which does nothing without the right. A name that leads nowhere and one that leads to what
 * the user has no right to are the same (RFC 4314 §6). {@link Permissions} says which command needs which right; what is
 * opened here is checked once more, so that no way around that table leads to the mail of others. An account is only
 * opened if its user shares something, never by a name that a client sent.
 *
 * <p>Methods may block but for {@link #isMine}. Thread-safe.
 */
final class Namespaces implements Account {
    /** RFC 2342 §5: below it are users, below each his mailboxes. */
    static final String OTHERS = "Other Users";
    /** RFC 2342 §5: below it are the mailboxes of an account that is nobody's. */
    static final String SHARED = "Shared";

    private static final String NOT_YOURS_TO_USE = "special uses are for one's own mailboxes";

    private final Account own;
    private final Optional<Sharing> sharing;
    private final AccessList.Visitor visitor;

    Namespaces(ImapSetup setup, Login login, Account own) {
        this.own = own;
        this.visitor = new AccessList.Visitor(login.user(), !login.mechanism().equals("ANONYMOUS"));
        this.sharing = setup.store() instanceof SharingStore index
                ? Optional.of(new Sharing(index, setup, own.user(), setup.isAdministrator(login)))
                : Optional.empty();
    }

    /** The user as access lists know him. */
    AccessList.Visitor visitor() {
        return visitor;
    }

    /** The account with the user's own mailboxes. */
    Account own() {
        return own;
    }

    /** Whether a name is in the personal namespace. Does not block. */
    boolean isMine(MailboxName name) {
        if (sharing.isEmpty()) {
            return true;
        }
        return !Sharing.isIn(OTHERS, name) && !isShared(name);
    }

    /** Whether a name is in the namespace of the account that is nobody's. Does not block. */
    boolean isShared(MailboxName name) {
        return sharing.isPresent() && sharing.get().hasShared() && Sharing.isIn(SHARED, name);
    }

    /** Whether he has all rights there, whatever a list says: to his own, and to what he looks after. Does not block. */
    boolean hasAll(MailboxName name) {
        return isMine(name) || isShared(name) && sharing.get().administers();
    }

    /** Whether his own mailboxes are his to do with as he likes. Does not block. */
    boolean isFree() {
        return ownRights().equals(Rights.ALL);
    }

    /** What the user may do with a mailbox; nothing if there is none, or none that he may know of. */
    Rights rights(MailboxName name) throws StoreException {
        if (isMine(name)) {
            return ownRights();
        }
        Optional<LentMailbox> lent = lent(name);
        return lent.isEmpty() ? Rights.NONE : lent.get().refreshRights();
    }

    /**
     * Whether a mailbox that he has seen is still there and he may not know of it any more (RFC 5465 §5.9).
     *
     * @param seen a name that {@link #mailboxes} has told
     */
    boolean hides(MailboxName seen) throws StoreException {
        if (isMine(seen) || seen.levels().size() < (isShared(seen) ? 2 : 3)) {
            return false;
        }
        Optional<LentMailbox> lent = lent(
                seen,
                isShared(seen)
                        ? sharing.get().place(seen)
                        : Optional.of(sharing.get().behind(seen)));
        return lent.isPresent() && !lent.get().refreshRights().contains(Right.LOOKUP);
    }

    /** What he may do with the nearest mailbox above a name, RFC 4314 §4. */
    Rights rightsAbove(MailboxName name) throws StoreException {
        if (isMine(name)) {
            return ownRights();
        }
        for (Optional<MailboxName> above = name.parent();
                above.isPresent();
                above = above.get().parent()) {
            Optional<LentMailbox> lent = lent(above.get());
            if (lent.isPresent()) {
                return lent.get().refreshRights();
            }
        }
        return name.levels().size() == 2 && hasAll(name) ? Rights.ALL : Rights.NONE;
    }

    /** The mailbox of a name, if messages may be put into it. */
    Optional<Mailbox> target(MailboxName name) throws StoreException {
        return find(name, Right.INSERT);
    }

    /** The mailbox of a name, if its messages may be read. */
    Optional<Mailbox> source(MailboxName name) throws StoreException {
        return find(name, Right.READ);
    }

    /** The mailbox itself, for whoever has looked at the rights to it. */
    Mailbox unguarded(MailboxName name) throws StoreException {
        if (isMine(name)) {
            return own.mailbox(name);
        }
        return lent(name).orElseThrow(() -> nothing(name)).behind();
    }

    /** The account that a mailbox belongs to, or would. */
    Account owner(MailboxName name) throws StoreException {
        return isMine(name)
                ? own
                : sharing.get().place(name).orElseThrow(() -> nothing(name)).account();
    }

    /** The prefixes of the namespaces of others, RFC 2342 §5; none for one in which there is nothing to see. */
    record Prefixes(List<String> others, List<String> shared) {}

    /** Looks for what there is to see of others. */
    Prefixes prefixes() throws StoreException {
        List<MailboxEntry> all = mailboxes();
        boolean others = all.stream().anyMatch(entry -> entry.exists() && Sharing.isIn(OTHERS, entry.name()));
        boolean shared = all.stream().anyMatch(entry -> entry.exists() && isShared(entry.name()));
        return new Prefixes(
                others && sharing.isPresent() ? List.of(OTHERS + "/") : List.of(),
                shared ? List.of(SHARED + "/") : List.of());
    }

    /** The names of the account that a name is in: those of others need not be looked for to tell of one's own. */
    List<MailboxEntry> around(MailboxName name) throws StoreException {
        return isMine(name) ? own.mailboxes() : mailboxes();
    }

    // As an account

    @Override
    public String user() {
        return own.user();
    }

    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        List<MailboxEntry> mine = own.mailboxes();
        if (sharing.isEmpty()) {
            return mine;
        }
        List<MailboxEntry> all = new ArrayList<>();
        Set<MailboxName> subscribed = new HashSet<>();
        for (MailboxEntry entry : mine) {
            if (isMine(entry.name())) {
                all.add(entry);
            } else if (entry.subscribed()) {
                subscribed.add(entry.name());
            }
        }
        sharing.get().list(visitor, subscribed, all);
        // RFC 9051 §6.3.9.4: a name can be subscribed to whether or not there is such a mailbox
        subscribed.forEach(name -> all.add(new MailboxEntry(name, false, false, true, Set.of(), "")));
        return all;
    }

    /** The mailbox of a name, to be read. */
    @Override
    public Mailbox mailbox(MailboxName name) throws StoreException {
        return open(name, Right.READ);
    }

    @Override
    public void create(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        if (isMine(name)) {
            own.create(name, uses);
            return;
        }
        Sharing.Place place = sharing.get().place(name).orElseThrow(() -> nothing(name));
        if (!uses.isEmpty()) {
            throw new StoreException(Reason.CANNOT, NOT_YOURS_TO_USE);
        }
        place.account().create(place.name(), uses);
    }

    /** None for mailboxes of others: what is Trash or Archive to their owner is not so to a visitor. */
    @Override
    public Set<SpecialUse> uses(MailboxName name) throws StoreException {
        return isMine(name) ? own.uses(name) : Set.of();
    }

    @Override
    public void assign(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        if (!isMine(name)) {
            throw new StoreException(Reason.CANNOT, NOT_YOURS_TO_USE);
        }
        own.assign(name, uses);
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        if (isMine(name)) {
            own.delete(name);
            return;
        }
        Sharing.Place place = sharing.get().place(name).orElseThrow(() -> nothing(name));
        place.account().delete(place.name());
    }

    /** Within one account only: the messages of a mailbox count for its owner, and its rights are his to give. */
    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        if (isMine(from) && isMine(to)) {
            own.rename(from, to);
            return;
        }
        Optional<Sharing.Place> source =
                isMine(from) ? Optional.empty() : sharing.get().place(from);
        Optional<Sharing.Place> target =
                isMine(to) ? Optional.empty() : sharing.get().place(to);
        if (source.isEmpty()
                || target.isEmpty()
                || source.get().account() != target.get().account()) {
            throw new StoreException(Reason.CANNOT, "a mailbox stays with its owner");
        }
        source.get().account().rename(source.get().name(), target.get().name());
    }

    /** Everybody has his own subscriptions, to mailboxes of others too. */
    @Override
    public void subscribe(MailboxName name) throws StoreException {
        own.subscribe(name);
    }

    @Override
    public void unsubscribe(MailboxName name) throws StoreException {
        own.unsubscribe(name);
    }

    @Override
    public Draft draft() throws StoreException {
        return own.draft();
    }

    /** Also when somebody gives or takes rights, and of the accounts of others who share something now. */
    @Override
    public Watch watch(Runnable onChange) {
        List<Watch> watches = new ArrayList<>();
        watches.add(own.watch(onChange));
        if (sharing.isPresent()) {
            watches.add(sharing.get().index().watchSharing(onChange));
            try {
                for (Account account : sharing.get().accounts()) {
                    watches.add(account.watch(onChange));
                }
            } catch (StoreException unreadable) {
                System.getLogger(Namespaces.class.getName())
                        .log(System.Logger.Level.DEBUG, "not all accounts are watched", unreadable);
            }
        }
        return () -> watches.forEach(Watch::close);
    }

    private Rights ownRights() {
        return own instanceof Restricted restricted ? restricted.rights() : Rights.ALL;
    }

    private Optional<Mailbox> find(MailboxName name, Right needed) throws StoreException {
        try {
            return Optional.of(open(name, needed));
        } catch (StoreException refused) {
            if (refused.reason() == Reason.NONEXISTENT) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Mailbox open(MailboxName name, Right needed) throws StoreException {
        if (isMine(name)) {
            return own.mailbox(name);
        }
        LentMailbox lent = lent(name).orElseThrow(() -> nothing(name));
        lent.permit(needed);
        return lent;
    }

    private Optional<LentMailbox> lent(MailboxName name) throws StoreException {
        return lent(name, sharing.get().place(name));
    }

    private Optional<LentMailbox> lent(MailboxName name, Optional<Sharing.Place> place) throws StoreException {
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try {
            Mailbox mailbox = place.get().account().mailbox(place.get().name());
            return mailbox instanceof ShareableMailbox
                    ? Optional.of(new LentMailbox(name, mailbox, visitor, hasAll(name)))
                    : Optional.empty();
        } catch (StoreException refused) {
            if (refused.reason() == Reason.NONEXISTENT) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static StoreException nothing(MailboxName name) {
        return new StoreException(Reason.NONEXISTENT, "no mailbox " + name);
    }
}
