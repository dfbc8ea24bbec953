package org.pennypost.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.CachingMailbox;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.SearchableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.core.message.MessageLimits;

/** A mailbox as it was named when it was opened; all of one mailbox share its {@link Folder}. */
final class MaildirMailbox implements Mailbox, MessageNames, CachingMailbox, SearchableMailbox {
    private static final long DELETED = FlagTable.SYSTEM.mask(Flag.DELETED);

    private final MailboxName name;
    private final Folder folder;

    MaildirMailbox(MailboxName name, Folder folder) {
        this.name = name;
        this.folder = folder;
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public Picture picture() {
        return folder.picture();
    }

    @Override
    public Picture refresh() throws StoreException {
        if (folder.refresh()) {
            folder.watchers.tell();
        }
        return folder.picture();
    }

    @Override
    public UidSet vanishedSince(long modSeq) throws StoreException {
        return folder.vanishedSince(modSeq);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return folder.watchers.add(onChange);
    }

    @Override
    public long claimRecent() throws StoreException {
        return folder.claimRecent();
    }

    @Override
    public Content content(long uid) throws StoreException {
        return folder.content(uid);
    }

    @Override
    public List<String> names(Picture picture, Kind kind) {
        return folder.names(picture, kind);
    }

    @Override
    public MessageCache cache(CacheFormat format) {
        return folder.cache(format);
    }

    @Override
    public Optional<UidSet> mayContain(String text, MessageLimits limits) {
        return folder.index().flatMap(index -> index.mayContain(text, limits));
    }

    @Override
    public Appended append(List<NewMessage> messages) throws StoreException {
        List<Folder.Addition> additions = new ArrayList<>();
        for (NewMessage message : messages) {
            if (!(message.draft() instanceof MaildirDraft)) {
                throw new IllegalArgumentException("the draft is of another store");
            }
            MaildirDraft draft = (MaildirDraft) message.draft();
            try {
                additions.add(new Folder.Addition(
                        draft.sealed(), draft.size(), false, message.flags(), message.internalDate()));
            } catch (IOException full) {
                throw Disk.refusal("cannot write a message", full);
            }
        }
        UidSet uids = folder.add(additions);
        folder.watchers.tell();
        return new Appended(folder.picture().uidValidity(), uids);
    }

    @Override
    public UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
        UidSet.Builder left = UidSet.builder();
        boolean changed;
        synchronized (folder) {
            folder.refresh();
            Picture before = folder.picture();
            Map<Long, Flags> changes = new TreeMap<>();
            before.among(uids, index -> {
                if (before.modSeq(index) > unchangedSince) {
                    left.add(before.uid(index));
                } else {
                    Flags after = change.applied(before.flags(index));
                    if (!after.equals(before.flags(index))) {
                        changes.put(before.uid(index), after);
                    }
                }
            });
            folder.setFlags(changes);
            changed = !changes.isEmpty();
        }
        if (changed) {
            folder.watchers.tell();
        }
        return left.build();
    }

    @Override
    public Copied copy(UidSet uids, Mailbox target) throws StoreException {
        Folder to = of(target);
        Copied copied = copied(uids, to);
        to.watchers.tell();
        return copied;
    }

    @Override
    public Copied move(UidSet uids, Mailbox target) throws StoreException {
        Folder to = of(target);
        boolean inOrder = folder.directory().compareTo(to.directory()) <= 0;
        Copied copied;
        synchronized (inOrder ? folder : to) {
            synchronized (inOrder ? to : folder) {
                copied = copied(uids, to);
                folder.remove(copied.source());
            }
        }
        to.watchers.tell();
        folder.watchers.tell();
        return copied;
    }

    @Override
    public UidSet expunge(UidSet uids, Expunging which) throws StoreException {
        UidSet removed;
        synchronized (folder) {
            folder.refresh();
            Picture before = folder.picture();
            UidSet.Builder chosen = UidSet.builder();
            before.among(uids, index -> {
                if (which == Expunging.ALL || (before.flagBits(index) & DELETED) != 0) {
                    chosen.add(before.uid(index));
                }
            });
            removed = folder.remove(chosen.build());
        }
        if (!removed.isEmpty()) {
            folder.watchers.tell();
        }
        return removed;
    }

    private Copied copied(UidSet uids, Folder to) throws StoreException {
        UidSet source;
        List<Folder.Addition> additions;
        synchronized (folder) {
            additions = folder.additions(uids);
            source = existing(uids);
        }
        UidSet copies = to.add(additions);
        return new Copied(to.picture().uidValidity(), source, copies);
    }

    private UidSet existing(UidSet uids) {
        UidSet.Builder existing = UidSet.builder();
        Picture now = folder.picture();
        now.among(uids, index -> existing.add(now.uid(index)));
        return existing.build();
    }

    private static Folder of(Mailbox target) {
        if (!(target instanceof MaildirMailbox)) {
            throw new IllegalArgumentException("the target is a mailbox of another store");
        }
        return ((MaildirMailbox) target).folder;
    }
}
