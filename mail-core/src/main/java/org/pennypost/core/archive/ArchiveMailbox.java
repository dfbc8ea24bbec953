package org.pennypost.core.archive;

import java.util.List;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.Restricted;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;

/** A mailbox of an archive, which looks as the archive said last. */
final class ArchiveMailbox implements Mailbox, Restricted {
    private final MailboxName name;
    private final Archive archive;
    private volatile Picture picture;

    ArchiveMailbox(MailboxName name, Archive archive) throws StoreException {
        this.name = name;
        this.archive = archive;
        this.picture = archive.picture(name);
    }

    @Override
    public Rights rights() {
        return ArchiveAccount.READING;
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public Picture picture() {
        return picture;
    }

    @Override
    public Picture refresh() throws StoreException {
        Picture now = archive.picture(name);
        picture = now;
        return now;
    }

    @Override
    public Watch watch(Runnable onChange) {
        return archive.watch(onChange);
    }

    @Override
    public Content content(long uid) throws StoreException {
        return archive.content(name, uid);
    }

    @Override
    public Appended append(List<NewMessage> messages) throws StoreException {
        throw ArchiveAccount.onlyRead();
    }

    @Override
    public UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
        throw ArchiveAccount.onlyRead();
    }

    @Override
    public Copied copy(UidSet uids, Mailbox target) throws StoreException {
        throw ArchiveAccount.onlyRead();
    }

    @Override
    public Copied move(UidSet uids, Mailbox target) throws StoreException {
        throw ArchiveAccount.onlyRead();
    }

    @Override
    public UidSet expunge(UidSet uids, Expunging which) throws StoreException {
        throw ArchiveAccount.onlyRead();
    }
}
