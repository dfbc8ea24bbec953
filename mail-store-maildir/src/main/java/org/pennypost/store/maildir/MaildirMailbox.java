package org.pennypost.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.SearchableMailbox;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.core.message.MessageLimits;

/** A mailbox as it was named when it was opened; all of one mailbox share its {@link Folder}. */
final class MaildirMailbox
        implements Mailbox, MessageNames, CachingMailbox, SearchableMailbox, ShareableMailbox, Annotated {
    private static final long DELETED = FlagTable.SYSTEM.mask(Flag.DELETED);

    private final MailboxName name;
    private final Folder folder;
    private final MaildirAccount owner;

    MaildirMailbox(MailboxName name, Folder folder, MaildirAccount owner) {
        this.name = name;
        this.folder = folder;
        this.owner = owner;
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
        if (folder.lookout.refresh()) {
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
        return watched(folder.watchers.add(onChange));
    }

    @Override
    public UidSet claimRecent() throws StoreException {
        return folder.claimRecent();
    }

    @Override
    public UidSet recent() throws StoreException {
        return folder.recent();
    }

    @Override
    public Content content(long uid) throws StoreException {
        return folder.content(uid);
    }

    @Override
    public List<String> names(Picture picture, Kind kind) throws StoreException {
        Map<String, String> guids = kind == Kind.GUID ? guids() : Map.of();
        Places places = folder.view().places();
        List<String> names = new ArrayList<>(picture.size());
        for (int i = 0; i < picture.size(); i++) {
            String base = places.of(picture.uid(i)).map(Place::base).orElse("");
            names.add(guids.getOrDefault(base, base));
        }
        return names;
    }

    /** The GUIDs that stand in Dovecot's list, by base name; what has none there is called by its name. */
    private Map<String, String> guids() throws StoreException {
        Map<String, String> guids = new HashMap<>();
        try {
            for (UidList.Entry entry :
                    new UidList(folder.home, folder.disk).read().entries()) {
                for (String field : entry.fields().split(" ")) {
                    if (field.length() > 1 && field.charAt(0) == 'G') {
                        guids.put(entry.base(), field.substring(1));
                    }
                }
            }
            return guids;
        } catch (IOException unreadable) {
            throw folder.unreadable(unreadable);
        }
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
        List<Addition> additions = new ArrayList<>();
        for (NewMessage message : messages) {
            if (!(message.draft() instanceof MaildirDraft)) {
                throw new IllegalArgumentException("the draft is of another store");
            }
            try {
                additions.add(((MaildirDraft) message.draft()).sealed(message));
            } catch (IOException full) {
                throw Disk.refusal("cannot write a message", full);
            }
        }
        if (additions.isEmpty()) {
            return new Appended(folder.picture().uidValidity(), UidSet.EMPTY);
        }
        UidSet uids = folder.intake.add(additions);
        folder.watchers.tell();
        return new Appended(folder.picture().uidValidity(), uids);
    }

    @Override
    public UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
        FlagStore run = new FlagStore(folder, uids, change, unchangedSince);
        UidSet left = run.run();
        if (run.changed()) {
            folder.watchers.tell();
        }
        return left;
    }

    @Override
    public Copied copy(UidSet uids, Mailbox target) throws StoreException {
        Folder to = of(target);
        Copied copied = new Transfer(folder, to, uids, false).run();
        if (!copied.source().isEmpty()) {
            to.watchers.tell();
        }
        return copied;
    }

    @Override
    public Copied move(UidSet uids, Mailbox target) throws StoreException {
        Folder to = of(target);
        Copied copied = new Transfer(folder, to, uids, true).run();
        if (!copied.source().isEmpty()) {
            to.watchers.tell();
            folder.watchers.tell();
        }
        return copied;
    }

    @Override
    public UidSet expunge(UidSet uids, Expunging which) throws StoreException {
        UidSet removed = new Removal(folder, uids)
                .run(picture -> index -> which == Expunging.ALL || (picture.flagBits(index) & DELETED) != 0);
        if (!removed.isEmpty()) {
            folder.watchers.tell();
        }
        return removed;
    }

    @Override
    public AccessList access() {
        return folder.access.known();
    }

    @Override
    public AccessList refreshAccess() throws StoreException {
        folder.checkThere();
        try {
            return folder.access.refresh();
        } catch (IOException unreadable) {
            throw folder.unreadable(unreadable);
        }
    }

    @Override
    public AccessList changeAccess(ShareableMailbox.Change change) throws StoreException {
        folder.checkThere();
        owner.shares();
        AccessList changed = folder.access.change(change);
        folder.watchers.tell();
        owner.accessChanged();
        return changed;
    }

    @Override
    public Annotations annotations() throws StoreException {
        folder.checkThere();
        return folder.annotations.read();
    }

    @Override
    public void annotate(Annotated.Change change) throws StoreException {
        folder.checkThere();
        folder.annotations.change(change);
        folder.mailboxChanged();
    }

    @Override
    public Watch watchAnnotations(Runnable onChange) {
        return watched(folder.annotations.watchers.add(onChange));
    }

    private Watch watched(Watch watch) {
        owner.watched(folder);
        return watch;
    }

    private static Folder of(Mailbox target) {
        if (!(target instanceof MaildirMailbox)) {
            throw new IllegalArgumentException("the target is a mailbox of another store");
        }
        return ((MaildirMailbox) target).folder;
    }
}
