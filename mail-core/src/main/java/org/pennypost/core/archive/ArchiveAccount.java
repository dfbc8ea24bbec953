package org.pennypost.core.archive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Restricted;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.Watch;

/** An archive as an account in which nothing can be made or changed. */
record ArchiveAccount(String user, Archive archive) implements Account, Restricted {
    /** To see it in lists and to read it. */
    static final Rights READING = Rights.of(Right.LOOKUP, Right.READ);

    static StoreException onlyRead() {
        return new StoreException(StoreException.Reason.NO_PERMISSION, "this mail is only read");
    }

    @Override
    public Rights rights() {
        return READING;
    }

    /** With the names above mailboxes that are none themselves, and without what goes while one looks. */
    @Override
    public List<MailboxEntry> mailboxes() throws StoreException {
        Map<MailboxName, MailboxEntry> entries = new TreeMap<>();
        for (MailboxName name : archive.mailboxes()) {
            Optional<String> id = mailboxId(name);
            if (id.isEmpty()) {
                continue;
            }
            entries.put(name, new MailboxEntry(name, true, true, true, Set.of(), id.get()));
            for (Optional<MailboxName> above = name.parent();
                    above.isPresent();
                    above = above.get().parent()) {
                entries.putIfAbsent(above.get(), new MailboxEntry(above.get(), true, false, false, Set.of(), ""));
            }
        }
        return List.copyOf(entries.values());
    }

    private Optional<String> mailboxId(MailboxName name) throws StoreException {
        try {
            return Optional.of(archive.mailboxId(name));
        } catch (StoreException gone) {
            if (gone.reason() == StoreException.Reason.NONEXISTENT) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    @Override
    public Mailbox mailbox(MailboxName name) throws StoreException {
        if (!archive.mailboxes().contains(name)) {
            throw new StoreException(StoreException.Reason.NONEXISTENT, "no mailbox " + name);
        }
        return new ArchiveMailbox(name, archive);
    }

    @Override
    public void create(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        throw onlyRead();
    }

    @Override
    public void assign(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        throw onlyRead();
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        throw onlyRead();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        throw onlyRead();
    }

    /** What is there counts as subscribed. */
    @Override
    public void subscribe(MailboxName name) throws StoreException {
        if (!archive.mailboxes().contains(name)) {
            throw onlyRead();
        }
    }

    /** What is not there does not. */
    @Override
    public void unsubscribe(MailboxName name) throws StoreException {
        if (archive.mailboxes().contains(name)) {
            throw onlyRead();
        }
    }

    @Override
    public Draft draft() throws StoreException {
        throw onlyRead();
    }

    @Override
    public Watch watch(Runnable onChange) {
        return archive.watch(onChange);
    }
}
