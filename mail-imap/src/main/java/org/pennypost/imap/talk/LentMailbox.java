package org.pennypost.imap.talk;

import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.Restricted;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;

/**
 * Somebody else's mailbox as a visitor has it: under the name by which he sees it, and doing only what his rights let
 * him do at that moment (RFC 4314 §4). \Seen and all other flags are the same for everybody; nothing is \Recent to a
 * visitor, so that it stays so for the owner. Thread-safe.
 */
final class LentMailbox implements Mailbox {
    private final MailboxName name;
    private final Mailbox mailbox;
    private final AccessList.Visitor visitor;
    private final boolean all;

    /** @param all whether the visitor has all rights, whatever the list says */
    LentMailbox(MailboxName name, Mailbox mailbox, AccessList.Visitor visitor, boolean all) {
        this.name = name;
        this.mailbox = mailbox;
        this.visitor = visitor;
        this.all = all;
    }

    /** The mailbox that a store knows, for what others' eyes do not see: caches, and indexes for searches. */
    static Mailbox behind(Mailbox mailbox) {
        return mailbox instanceof LentMailbox lent ? lent.mailbox : mailbox;
    }

    /** The rights that somebody who has a mailbox open has to it, as far as this process knows. Does not block. */
    static Rights rights(Mailbox mailbox) {
        if (mailbox instanceof LentMailbox lent) {
            return lent.of(lent.list().access());
        }
        return mailbox instanceof Restricted own ? own.rights() : Rights.ALL;
    }

    /** Copies or moves messages wherever they are, to wherever they may. */
    static Copied transfer(Mailbox from, UidSet uids, Mailbox to, boolean moving) throws StoreException {
        if (from instanceof LentMailbox lent) {
            lent.permit(Right.READ);
            if (moving) {
                lent.permit(Right.DELETE_MESSAGES);
                lent.permit(Right.EXPUNGE);
            }
        }
        Set<FlagChange.Group> kept = Rights.ALL.flags();
        if (to instanceof LentMailbox lent) {
            lent.permit(Right.INSERT);
            kept = lent.refreshRights().flags();
        }
        Mailbox target = behind(to);
        Copied copied = moving ? behind(from).move(uids, target) : behind(from).copy(uids, target);
        if (!kept.equals(Rights.ALL.flags()) && !copied.target().isEmpty()) {
            // Deviates from RFC 4314 §4: for a moment copies have the flags that the user may not set, because stores
            // copy messages with their flags, and what matters is that they do not stay.
            Flags known = Flags.of(target.picture().flagTable().flags());
            Flags dropped = known.without(FlagChange.among(known, kept));
            target.store(copied.target(), new FlagChange(FlagChange.Mode.REMOVE, dropped), Long.MAX_VALUE);
        }
        return copied;
    }

    Mailbox behind() {
        return mailbox;
    }

    /** The visitor's rights after a look at what other programs did to the list; may block. */
    Rights refreshRights() throws StoreException {
        return of(list().refreshAccess());
    }

    /** Refuses the visitor without this right: as if there were nothing, if he may not see the mailbox (RFC 4314 §6). */
    void permit(Right needed) throws StoreException {
        Permissions.demand(Rights.of(needed), refreshRights());
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public Picture picture() {
        return mailbox.picture();
    }

    @Override
    public Picture refresh() throws StoreException {
        permit(Right.READ);
        return mailbox.refresh();
    }

    @Override
    public UidSet vanishedSince(long modSeq) throws StoreException {
        permit(Right.READ);
        return mailbox.vanishedSince(modSeq);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return mailbox.watch(onChange);
    }

    @Override
    public UidSet claimRecent() {
        return UidSet.EMPTY;
    }

    @Override
    public Content content(long uid) throws StoreException {
        permit(Right.READ);
        return mailbox.content(uid);
    }

    @Override
    public Appended append(List<NewMessage> messages) throws StoreException {
        permit(Right.INSERT);
        Set<FlagChange.Group> kept = refreshRights().flags();
        return mailbox.append(messages.stream()
                .map(one -> one.with(FlagChange.among(one.flags(), kept)))
                .toList());
    }

    /** RFC 4314 §4: it is enough to have the right to one of the flags. */
    @Override
    public UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
        FlagChange allowed = change.within(refreshRights().flags());
        Permissions.demand(Permissions.toChange(change), refreshRights());
        return mailbox.store(uids, allowed, unchangedSince);
    }

    @Override
    public Copied copy(UidSet uids, Mailbox target) throws StoreException {
        return transfer(this, uids, target, false);
    }

    @Override
    public Copied move(UidSet uids, Mailbox target) throws StoreException {
        return transfer(this, uids, target, true);
    }

    @Override
    public UidSet expunge(UidSet uids, Expunging which) throws StoreException {
        permit(Right.EXPUNGE);
        if (which == Expunging.ALL) {
            permit(Right.DELETE_MESSAGES);
        }
        return mailbox.expunge(uids, which);
    }

    private ShareableMailbox list() {
        return (ShareableMailbox) mailbox;
    }

    private Rights of(AccessList list) {
        return all ? Rights.ALL : list.rights(visitor);
    }
}
