package org.pennypost.core.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.CachingMailbox;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;

/** A mailbox in memory as it was named when it was opened; all of one mailbox share its {@link Messages}. */
final class MemoryMailbox implements Mailbox, CachingMailbox, ShareableMailbox, Annotated {
    private static final long DELETED = FlagTable.SYSTEM.mask(Flag.DELETED);

    private final MailboxName name;
    private final Messages messages;
    private final MemoryStore store;
    private final MemoryAccount owner;

    MemoryMailbox(MailboxName name, Messages messages, MemoryStore store, MemoryAccount owner) {
        this.name = name;
        this.messages = messages;
        this.store = store;
        this.owner = owner;
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public Picture picture() {
        return messages.picture();
    }

    @Override
    public Picture refresh() throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.picture();
        }
    }

    @Override
    public UidSet vanishedSince(long modSeq) throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.vanishedSince(modSeq);
        }
    }

    @Override
    public Watch watch(Runnable onChange) {
        return messages.watchers.add(onChange);
    }

    @Override
    public UidSet claimRecent() throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.claimRecent();
        }
    }

    @Override
    public UidSet recent() throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.recent();
        }
    }

    @Override
    public Content content(long uid) throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.content(uid);
        }
    }

    @Override
    public MessageCache cache(CacheFormat format) {
        return messages.cache(format);
    }

    @Override
    public Appended append(List<NewMessage> added) throws StoreException {
        List<MemoryContent> contents = new ArrayList<>();
        for (NewMessage message : added) {
            contents.add(drafted(message).sealed());
        }
        Appended appended;
        synchronized (messages) {
            messages.checkThere();
            messages.checkRoom(added.size());
            PictureEditor editor = messages.picture().edit();
            for (NewMessage message : added) {
                editor.knowFlagsThatFit(message.flags());
            }
            admit(added, contents.stream().mapToLong(MemoryContent::size).sum());
            UidSet.Builder uids = UidSet.builder();
            Instant saved = store.time().instant();
            for (int i = 0; i < added.size(); i++) {
                NewMessage message = added.get(i);
                uids.add(messages.add(editor, contents.get(i), message.flags(), message.internalDate(), saved));
            }
            messages.changed(editor);
            appended = new Appended(messages.picture().uidValidity(), uids.build());
        }
        messages.watchers.tell();
        return appended;
    }

    @Override
    public UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
        UidSet.Builder left = UidSet.builder();
        boolean changed;
        synchronized (messages) {
            messages.checkThere();
            Picture before = messages.picture();
            PictureEditor editor = before.edit();
            if (change.mode() != FlagChange.Mode.REMOVE) {
                editor.knowFlags(change.flags());
            }
            long bits = editor.flagTable().bits(change.flags());
            before.among(uids, index -> {
                if (before.modSeq(index) > unchangedSince) {
                    left.add(before.uid(index));
                } else {
                    editor.flags(before.uid(index), change.applied(before.flagBits(index), bits));
                }
            });
            messages.changed(editor);
            changed = messages.picture().highestModSeq() > before.highestModSeq();
        }
        if (changed) {
            messages.watchers.tell();
        }
        return left.build();
    }

    @Override
    public Copied copy(UidSet uids, Mailbox target) throws StoreException {
        return transfer(uids, target, false);
    }

    @Override
    public Copied move(UidSet uids, Mailbox target) throws StoreException {
        return transfer(uids, target, true);
    }

    @Override
    public UidSet expunge(UidSet uids, Expunging which) throws StoreException {
        UidSet removed;
        synchronized (messages) {
            messages.checkThere();
            Picture before = messages.picture();
            UidSet.Builder chosen = UidSet.builder();
            before.among(uids, index -> {
                if (which == Expunging.ALL || (before.flagBits(index) & DELETED) != 0) {
                    chosen.add(before.uid(index));
                }
            });
            removed = chosen.build();
            PictureEditor editor = before.edit();
            messages.remove(editor, removed);
            messages.changed(editor);
        }
        if (!removed.isEmpty()) {
            messages.watchers.tell();
        }
        return removed;
    }

    @Override
    public AccessList access() {
        return messages.access();
    }

    @Override
    public AccessList refreshAccess() throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.access();
        }
    }

    @Override
    public AccessList changeAccess(ShareableMailbox.Change change) throws StoreException {
        AccessList changed;
        synchronized (messages) {
            messages.checkThere();
            changed = change.of(messages.access());
            messages.access(changed);
        }
        messages.watchers.tell();
        owner.accessChanged();
        return changed;
    }

    @Override
    public Annotations annotations() throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            return messages.annotations();
        }
    }

    @Override
    public void annotate(Annotated.Change change) throws StoreException {
        synchronized (messages) {
            messages.checkThere();
            messages.annotations(change.of(messages.annotations()));
            messages.mailboxChanged();
        }
        messages.annotationWatchers.tell();
        messages.watchers.tell();
    }

    @Override
    public Watch watchAnnotations(Runnable onChange) {
        return messages.annotationWatchers.add(onChange);
    }

    private Copied transfer(UidSet uids, Mailbox target, boolean moving) throws StoreException {
        if (!(target instanceof MemoryMailbox) || ((MemoryMailbox) target).store != store) {
            throw new IllegalArgumentException("the target is a mailbox of another store");
        }
        Messages to = ((MemoryMailbox) target).messages;
        Messages first = messages.number <= to.number ? messages : to;
        Messages second = first == messages ? to : messages;
        Copied copied;
        synchronized (first) {
            synchronized (second) {
                messages.checkThere();
                to.checkThere();
                copied = transferred(uids, to, moving && to.quota == messages.quota);
                if (moving) {
                    PictureEditor editor = messages.picture().edit();
                    messages.remove(editor, copied.source());
                    messages.changed(editor);
                }
            }
        }
        if (!copied.source().isEmpty()) {
            to.watchers.tell();
            if (moving && to != messages) {
                messages.watchers.tell();
            }
        }
        return copied;
    }

    /** Adds the copies; both mailboxes are locked. */
    private Copied transferred(UidSet uids, Messages to, boolean inside) throws StoreException {
        Picture before = messages.picture();
        List<Integer> chosen = new ArrayList<>();
        before.among(uids, chosen::add);
        to.checkRoom(chosen.size());
        PictureEditor editor = to.picture().edit();
        for (int index : chosen) {
            editor.knowFlagsThatFit(before.flags(index));
        }
        long octets = chosen.stream().mapToLong(before::octets).sum();
        if (inside) {
            to.quota.note(octets, chosen.size());
        } else {
            to.quota.admit(octets, chosen.size());
        }
        UidSet.Builder source = UidSet.builder();
        UidSet.Builder copies = UidSet.builder();
        Instant saved = store.time().instant();
        for (int index : chosen) {
            source.add(before.uid(index));
            MemoryContent content = messages.content(before.uid(index));
            copies.add(to.add(editor, content, before.flags(index), before.internalDate(index), saved));
        }
        to.changed(editor);
        return new Copied(to.picture().uidValidity(), source.build(), copies.build());
    }

    private void admit(List<NewMessage> added, long octets) throws StoreException {
        List<NewMessage> instead = added.stream()
                .filter(message -> message.replaced() != NewMessage.NOTHING)
                .toList();
        long spared = instead.stream().mapToLong(NewMessage::replaced).sum();
        messages.quota.checkRoom(octets - spared, added.size() - instead.size());
        messages.quota.note(octets, added.size());
    }

    private static MemoryDraft drafted(NewMessage message) {
        if (message.draft() instanceof MemoryDraft) {
            return (MemoryDraft) message.draft();
        }
        throw new IllegalArgumentException("the draft is of another store");
    }
}
