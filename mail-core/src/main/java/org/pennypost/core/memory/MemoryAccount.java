package org.pennypost.core.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.ShareableAccount;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.core.text.SyntaxException;

/** One user's mail in memory. Its monitor guards the names; it may be held when a mailbox is locked, not inversely. */
final class MemoryAccount implements Account, ShareableAccount, QuotaRoot, Annotated {
    private final String user;
    private final MemoryStore store;
    private final Map<MailboxName, Place> places = new TreeMap<>();
    private final Set<MailboxName> subscriptions = new TreeSet<>();
    private final Watchers watchers = new Watchers();
    private final MemoryQuota quota = new MemoryQuota();
    private final Watchers annotationWatchers = new Watchers();
    private Annotations annotations = Annotations.NONE;

    /** A mailbox that exists, and what it is for. */
    private record Place(Messages messages, Set<SpecialUse> uses) {}

    MemoryAccount(String user, MemoryStore store) {
        this.user = user;
        this.store = store;
        places.put(MailboxName.INBOX, newPlace(Set.of(), AccessList.PRIVATE));
        places.put(MailboxName.of("Sent"), newPlace(Set.of(SpecialUse.SENT), AccessList.PRIVATE));
        places.put(MailboxName.of("Drafts"), newPlace(Set.of(SpecialUse.DRAFTS), AccessList.PRIVATE));
        places.put(MailboxName.of("Trash"), newPlace(Set.of(SpecialUse.TRASH), AccessList.PRIVATE));
        places.put(MailboxName.of("Junk"), newPlace(Set.of(SpecialUse.JUNK), AccessList.PRIVATE));
        places.put(MailboxName.of("Archive"), newPlace(Set.of(SpecialUse.ARCHIVE), AccessList.PRIVATE));
        subscriptions.addAll(places.keySet());
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public synchronized List<MailboxEntry> mailboxes() {
        Map<MailboxName, MailboxEntry> entries = new TreeMap<>();
        places.forEach((name, place) -> {
            entries.put(name, existing(name, place));
            for (Optional<MailboxName> above = name.parent();
                    above.isPresent();
                    above = above.get().parent()) {
                entries.putIfAbsent(above.get(), bare(above.get(), true));
            }
        });
        subscriptions.forEach(name -> entries.putIfAbsent(name, bare(name, false)));
        places.forEach((name, place) -> entries.put(name, existing(name, place)));
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized Mailbox mailbox(MailboxName name) throws StoreException {
        return new MemoryMailbox(name, place(name).messages(), store, this);
    }

    @Override
    public void create(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        synchronized (this) {
            if (places.containsKey(name)) {
                throw new StoreException(Reason.ALREADY_EXISTS, "mailbox exists: " + name);
            }
            makeAbove(name, 1);
            places.put(name, newPlace(uses, inherited(name)));
        }
        watchers.tell();
    }

    @Override
    public synchronized Set<SpecialUse> uses(MailboxName name) throws StoreException {
        return place(name).uses();
    }

    @Override
    public void assign(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        Messages messages;
        synchronized (this) {
            messages = place(name).messages();
            places.put(name, new Place(messages, Set.copyOf(uses)));
        }
        synchronized (messages) {
            messages.mailboxChanged();
        }
        messages.watchers.tell();
        watchers.tell();
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        Messages gone;
        synchronized (this) {
            if (name.isInbox()) {
                throw new StoreException(Reason.CANNOT, "INBOX cannot be deleted");
            }
            gone = place(name).messages();
            places.remove(name);
            synchronized (gone) {
                gone.delete();
            }
        }
        gone.watchers.tell();
        watchers.tell();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        if (from.isInbox()) {
            renameInbox(to);
        } else {
            synchronized (this) {
                renameTree(from, to);
            }
        }
        watchers.tell();
    }

    @Override
    public void subscribe(MailboxName name) throws StoreException {
        synchronized (this) {
            if (subscriptions.size() >= MemoryStore.MAX_MAILBOXES && !subscriptions.contains(name)) {
                throw new StoreException(Reason.LIMIT, "more than " + MemoryStore.MAX_MAILBOXES + " subscriptions");
            }
            subscriptions.add(name);
        }
        watchers.tell();
    }

    @Override
    public void unsubscribe(MailboxName name) {
        synchronized (this) {
            subscriptions.remove(name);
        }
        watchers.tell();
    }

    @Override
    public Draft draft() {
        return new MemoryDraft();
    }

    @Override
    public Watch watch(Runnable onChange) {
        return watchers.add(onChange);
    }

    @Override
    public synchronized Map<MailboxName, AccessList> shared() {
        Map<MailboxName, AccessList> shared = new TreeMap<>();
        places.forEach((name, place) -> {
            if (!place.messages().access().isPrivate()) {
                shared.put(name, place.messages().access());
            }
        });
        return shared;
    }

    void accessChanged() {
        watchers.tell();
        store.sharingWatchers.tell();
    }

    @Override
    public QuotaUsage quota() {
        return quota.usage();
    }

    @Override
    public void limit(QuotaLimits limits) {
        quota.limit(limits);
    }

    @Override
    public synchronized Annotations annotations() {
        return annotations;
    }

    @Override
    public void annotate(Change change) throws StoreException {
        synchronized (this) {
            annotations = change.of(annotations);
        }
        annotationWatchers.tell();
    }

    @Override
    public Watch watchAnnotations(Runnable onChange) {
        return annotationWatchers.add(onChange);
    }

    synchronized void close() {
        watchers.clear();
        annotationWatchers.clear();
        for (Place place : places.values()) {
            place.messages().watchers.clear();
            place.messages().annotationWatchers.clear();
        }
    }

    private void renameInbox(MailboxName to) throws StoreException {
        Mailbox inbox;
        Mailbox target;
        synchronized (this) {
            if (places.containsKey(to)) {
                throw new StoreException(Reason.ALREADY_EXISTS, "mailbox exists: " + to);
            }
            makeAbove(to, 1);
            Place made = newPlace(Set.of(), inherited(to));
            places.put(to, made);
            inbox = mailbox(MailboxName.INBOX);
            target = mailbox(to);
            made.messages().annotations(place(MailboxName.INBOX).messages().annotations());
        }
        inbox.move(UidSet.ALL, target);
    }

    private void renameTree(MailboxName from, MailboxName to) throws StoreException {
        if (to.below(from)) {
            throw new StoreException(Reason.CANNOT, "a mailbox cannot move below itself");
        }
        Map<MailboxName, MailboxName> moves = new TreeMap<>();
        for (MailboxName name : places.keySet()) {
            if (name.equals(from) || name.below(from)) {
                moves.put(name, moved(name, from, to));
            }
        }
        if (moves.isEmpty()) {
            throw new StoreException(Reason.NONEXISTENT, "no mailbox " + from);
        }
        for (MailboxName target : moves.values()) {
            if (places.containsKey(target)) {
                throw new StoreException(Reason.ALREADY_EXISTS, "mailbox exists: " + target);
            }
        }
        makeAbove(to, 0);
        moves.forEach((old, target) -> places.put(target, places.remove(old)));
    }

    private static MailboxName moved(MailboxName name, MailboxName from, MailboxName to) throws StoreException {
        try {
            return name.moved(from, to);
        } catch (SyntaxException tooLong) {
            throw new StoreException(Reason.CANNOT, "the new name would be too long or too deep", tooLong);
        }
    }

    /** Makes the missing mailboxes above a name if they and {@code more} find room. */
    private void makeAbove(MailboxName name, int more) throws StoreException {
        List<MailboxName> missing = new ArrayList<>();
        for (Optional<MailboxName> above = name.parent();
                above.isPresent();
                above = above.get().parent()) {
            if (!places.containsKey(above.get())) {
                missing.add(above.get());
            }
        }
        if (places.size() + missing.size() + more > MemoryStore.MAX_MAILBOXES) {
            throw new StoreException(Reason.LIMIT, "more than " + MemoryStore.MAX_MAILBOXES + " mailboxes");
        }
        Collections.reverse(missing);
        missing.forEach(above -> places.put(above, newPlace(Set.of(), inherited(above))));
    }

    private Place newPlace(Set<SpecialUse> uses, AccessList access) {
        long number = store.newMailbox();
        Picture empty = Picture.empty("m" + number, store.newUidValidity());
        return new Place(new Messages(number, empty, quota, access), Set.copyOf(uses));
    }

    /** RFC 4314 §4: who may do what with the mailbox above may with this one. */
    private AccessList inherited(MailboxName name) {
        return name.parent()
                .map(places::get)
                .map(above -> above.messages().access())
                .orElse(AccessList.PRIVATE);
    }

    private Place place(MailboxName name) throws StoreException {
        Place place = places.get(name);
        if (place == null) {
            throw new StoreException(Reason.NONEXISTENT, "no mailbox " + name);
        }
        return place;
    }

    private MailboxEntry existing(MailboxName name, Place place) {
        String id = place.messages().picture().mailboxId();
        return new MailboxEntry(name, true, true, subscriptions.contains(name), place.uses(), id);
    }

    private MailboxEntry bare(MailboxName name, boolean exists) {
        return new MailboxEntry(name, exists, false, subscriptions.contains(name), Set.of(), "");
    }
}
