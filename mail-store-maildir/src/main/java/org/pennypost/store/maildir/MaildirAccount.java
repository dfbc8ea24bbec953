package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.ShareableAccount;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;

/** One user's Maildir++: INBOX is the directory itself, every other mailbox a directory {@code .Name} in it. */
final class MaildirAccount implements Account, ShareableAccount, QuotaRoot, Annotated {
    /** The lock of this name keeps two processes from making one mailbox at the same time. */
    private static final String MAKING = "pennypost-mailboxes";

    private static final Map<String, SpecialUse> FIRST = Map.of(
            "Sent", SpecialUse.SENT,
            "Drafts", SpecialUse.DRAFTS,
            "Trash", SpecialUse.TRASH,
            "Junk", SpecialUse.JUNK,
            "Archive", SpecialUse.ARCHIVE);

    private final String user;
    private final Path directory;
    private final MailboxTree tree;
    private final Disk disk;
    private final InstantSource time;
    private final Subscriptions subscriptions;
    private final Quota quota;
    private final Common common;
    private final AnnotationFile annotations;
    private final Watchers watchers = new Watchers();
    private final OpenFolders folders;

    private MaildirAccount(String user, Path directory, Common common) {
        this.user = user;
        this.directory = directory;
        this.common = common;
        this.disk = common.disk();
        this.time = common.time();
        this.tree = new MailboxTree(directory, disk);
        this.subscriptions = new Subscriptions(directory, disk);
        this.quota = new Quota(directory, disk, common.limits());
        this.folders = new OpenFolders(tree, disk, time, new UidValidities(directory, disk, time), quota);
        this.annotations = new AnnotationFile(() -> directory.resolve(AnnotationFile.OF_ACCOUNT), disk);
    }

    static MaildirAccount open(String user, Path directory, Common common) throws StoreException {
        MaildirAccount account = new MaildirAccount(user, directory, common);
        try {
            if (!account.tree.exists(MailboxName.INBOX)) {
                common.disk().makeDirectory(directory);
                account.makeFirst();
            } else if (!account.shared().isEmpty()) {
                account.shares();
            }
            account.tree.makeMaildir(directory);
        } catch (IOException unusable) {
            throw Disk.refusal("cannot use " + directory, unusable);
        }
        return account;
    }

    /**
     * Makes what each user begins with, before INBOX, so that it is made again if that came to nothing; another process
     * may be at it at the same time.
     */
    private void makeFirst() throws StoreException {
        for (Map.Entry<String, SpecialUse> first : FIRST.entrySet()) {
            try {
                create(MailboxName.of(first.getKey()), Set.of(first.getValue()));
            } catch (StoreException made) {
                if (made.reason() != Reason.ALREADY_EXISTS) {
                    throw made;
                }
            }
            subscribe(MailboxName.of(first.getKey()));
        }
        subscribe(MailboxName.INBOX);
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public synchronized List<MailboxEntry> mailboxes() throws StoreException {
        try {
            Set<MailboxName> subscribed = subscriptions.read();
            Map<MailboxName, MailboxEntry> entries = new TreeMap<>();
            Set<MailboxName> existing = tree.existing();
            for (MailboxName name : existing) {
                for (Optional<MailboxName> above = name.parent();
                        above.isPresent();
                        above = above.get().parent()) {
                    entries.putIfAbsent(above.get(), bare(above.get(), true, subscribed));
                }
            }
            for (MailboxName name : subscribed) {
                entries.putIfAbsent(name, bare(name, false, subscribed));
            }
            for (MailboxName name : existing) {
                String id = UidListHeader.of(tree.path(name)).guid();
                entries.put(
                        name,
                        new MailboxEntry(
                                name,
                                true,
                                true,
                                subscribed.contains(name),
                                tree.uses(name),
                                id.isEmpty() ? folders.of(name).picture().mailboxId() : id));
            }
            return List.copyOf(entries.values());
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot list " + directory, unreadable);
        }
    }

    @Override
    public synchronized Mailbox mailbox(MailboxName name) throws StoreException {
        return new MaildirMailbox(name, folders.of(name), this);
    }

    @Override
    public void create(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        synchronized (this) {
            try (DotLock lock = DotLock.on(directory.resolve(MAKING))) {
                if (name.isInbox() || tree.exists(name)) {
                    throw new StoreException(Reason.ALREADY_EXISTS, "mailbox exists: " + name);
                }
                makeAbove(name, 1);
                lock.keep();
                make(name, uses);
            } catch (IOException unwritable) {
                throw Disk.refusal("cannot make " + name, unwritable);
            }
        }
        watchers.tell();
    }

    @Override
    public synchronized Set<SpecialUse> uses(MailboxName name) throws StoreException {
        folders.of(name).checkThere();
        try {
            return tree.uses(name);
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read what " + name + " is for", unreadable);
        }
    }

    @Override
    public void assign(MailboxName name, Set<SpecialUse> uses) throws StoreException {
        synchronized (this) {
            folders.of(name).checkThere();
            try {
                tree.assign(name, uses);
            } catch (IOException unwritable) {
                throw Disk.refusal("cannot note what " + name + " is for", unwritable);
            }
            folders.of(name).mailboxChanged();
        }
        watchers.tell();
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        Folder gone;
        synchronized (this) {
            if (name.isInbox()) {
                throw new StoreException(Reason.CANNOT, "INBOX cannot be deleted");
            }
            gone = folders.delete(name);
        }
        gone.watchers.tell();
        watchers.tell();
        Scratch.remove(gone.home.directory());
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        if (from.isInbox()) {
            if (to.isInbox()) {
                throw new StoreException(Reason.ALREADY_EXISTS, "mailbox exists: " + to);
            }
            create(to, Set.of());
            synchronized (this) {
                Annotations noted = folders.of(from).annotations.read();
                folders.of(to).annotations.change(none -> noted);
            }
            mailbox(from).move(UidSet.ALL, mailbox(to));
        } else {
            synchronized (this) {
                try {
                    renameTree(from, to);
                } catch (IOException unwritable) {
                    throw Disk.refusal("cannot rename " + from, unwritable);
                }
            }
        }
        watchers.tell();
    }

    @Override
    public void subscribe(MailboxName name) throws StoreException {
        synchronized (this) {
            subscriptions.change(name, true);
        }
        watchers.tell();
    }

    @Override
    public void unsubscribe(MailboxName name) throws StoreException {
        synchronized (this) {
            subscriptions.change(name, false);
        }
        watchers.tell();
    }

    @Override
    public Draft draft() throws StoreException {
        Instant now = time.instant();
        return MaildirDraft.in(directory.resolve("tmp"), disk, now);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return watchers.add(onChange);
    }

    @Override
    public Map<MailboxName, AccessList> shared() throws StoreException {
        Map<MailboxName, AccessList> shared = new TreeMap<>();
        try {
            for (Map.Entry<MailboxName, Path> folder :
                    MailboxTree.folders(directory).entrySet()) {
                AccessList list = AccessFile.read(folder.getValue());
                if (!list.isPrivate()) {
                    shared.put(folder.getKey(), list);
                }
            }
            return shared;
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot list " + directory, unreadable);
        }
    }

    /** A mailbox of this account is about to be shared. */
    void shares() throws StoreException {
        common.sharers().add(user);
    }

    void accessChanged() {
        watchers.tell();
        common.sharers().watchers.tell();
    }

    @Override
    public QuotaUsage quota() throws StoreException {
        try {
            return quota.usage();
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot count " + directory, unreadable);
        }
    }

    @Override
    public void limit(QuotaLimits limits) throws StoreException {
        if (limits.octets() == 0 || limits.messages() == 0) {
            throw new StoreException(Reason.CANNOT, "Maildir++ has no limit of nothing");
        }
        long octets = limits.octets() == QuotaLimits.UNLIMITED ? 0 : limits.octets();
        long messages = limits.messages() == QuotaLimits.UNLIMITED ? 0 : limits.messages();
        try {
            quota.limit(new Quota.Limits(octets, messages));
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change the quota of " + directory, unwritable);
        }
    }

    @Override
    public Annotations annotations() throws StoreException {
        return annotations.read();
    }

    @Override
    public void annotate(Change change) throws StoreException {
        annotations.change(change);
    }

    @Override
    public Watch watchAnnotations(Runnable onChange) {
        return annotations.watchers.add(onChange);
    }

    /** Removes what deliveries and crashes of long ago have left in all mailboxes. */
    void clean() {
        Instant now = time.instant();
        try {
            MailboxTree.folders(directory).values().forEach(maildir -> Scratch.clean(maildir, now));
        } catch (IOException unreadable) {
            System.getLogger(MaildirAccount.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "cannot clean " + directory, unreadable);
        }
    }

    /** Makes caches and indexes anew, of all mailboxes. */
    void rebuild(Maintenance.Report report) throws StoreException {
        try {
            for (MailboxName name : tree.existing()) {
                rebuild(name, report);
            }
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + directory, unreadable);
        }
    }

    /** It takes long, and users go on meanwhile: the others are not to wait for a mailbox that is no more. */
    private void rebuild(MailboxName name, Maintenance.Report report) throws StoreException {
        try {
            Folder folder;
            synchronized (this) {
                folder = folders.of(name);
            }
            folder.rebuild((done, total) -> report.progress(name, done, total));
        } catch (StoreException refused) {
            if (refused.reason() != Reason.NONEXISTENT) {
                throw refused;
            }
            report.finding(new Maintenance.Finding(name, "was deleted or renamed meanwhile", false));
        }
    }

    /** Mends all mailboxes; those who have one open that was mended have to open it again. */
    synchronized void repair(Maintenance.Report report) throws StoreException {
        try {
            for (MailboxName name : MailboxTree.folders(directory).keySet()) {
                Folder folder = folders.of(name);
                new Mending(name, folder, report).run();
                folders.forget(name);
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot repair " + directory, unwritable);
        }
    }

    /** Somebody watches a mailbox of this account. */
    void watched(Folder folder) {
        common.watched().add(folder);
    }

    synchronized void close() {
        watchers.clear();
        annotations.watchers.clear();
        folders.all().forEach(Folder::close);
    }

    private void renameTree(MailboxName from, MailboxName to) throws IOException, StoreException {
        Map<MailboxName, MailboxName> moves = tree.moves(from, to);
        makeAbove(to, 0);
        folders.rename(moves);
        disk.syncDirectory(directory);
    }

    private void makeAbove(MailboxName name, int more) throws IOException, StoreException {
        for (MailboxName above : tree.missingAbove(name, more)) {
            make(above, Set.of());
        }
    }

    private void make(MailboxName name, Set<SpecialUse> uses) throws IOException, StoreException {
        tree.make(name, uses);
        folders.of(name);
    }

    private static MailboxEntry bare(MailboxName name, boolean exists, Set<MailboxName> subscribed) {
        return new MailboxEntry(name, exists, false, subscribed.contains(name), Set.of(), "");
    }
}
