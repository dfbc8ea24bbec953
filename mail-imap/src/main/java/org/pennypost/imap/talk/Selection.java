package org.pennypost.imap.talk;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchReturn;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.syntax.SequenceSet;

/**
 * A selected mailbox (RFC 9051 §3.3): what the client has been told of it, what is recent for it, and the result that
 * its last SEARCH saved. Confined to the conversation.
 */
final class Selection {
    private static final Rights CHANGING = Rights.parse("ieswt");
    /** How many different batches a client may ask for. */
    private static final int BATCHED = 1_000;

    /** How much had come and gone. */
    private record Batched(long uidNext, long removals) {}

    private Mailbox mailbox;
    private final boolean readOnly;
    private final MailboxView view;
    /** The UIDs that are \Recent here (RFC 3501 §2.3.2), and up to which UID that has been asked. */
    private UidSet recent = UidSet.EMPTY;

    private long recentAskedTo;
    private UidSet saved = UidSet.EMPTY;
    /** For which batches a client has asked, and when. */
    private final Map<SearchCommand.UidBatches, Batched> batched = new HashMap<>();

    private final Contexts contexts = new Contexts();
    private int flagsTold;
    private Set<FlagChange.Group> groupsTold;

    /** @param opened the picture that the answer to SELECT describes */
    Selection(Mailbox mailbox, Picture opened, boolean readOnly) {
        this.mailbox = mailbox;
        this.readOnly = readOnly;
        this.view = new MailboxView(opened);
        this.flagsTold = opened.flagTable().flags().size();
        this.groupsTold = rights().flags();
        this.recentAskedTo = opened.uidNext();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** It has another name now. */
    void moved(Mailbox now) {
        mailbox = now;
    }

    /** What the user may do with it now, as far as this process knows; does not block. */
    Rights rights() {
        return LentMailbox.rights(mailbox);
    }

    /** Whether something can be changed: RFC 4314 §5.2, all flags being shared. */
    boolean writable() {
        return !readOnly && rights().containsAny(CHANGING);
    }

    /** Whether it was opened by EXAMINE. */
    boolean readOnly() {
        return readOnly;
    }

    /** The searches that the client follows. */
    Contexts contexts() {
        return contexts;
    }

    MailboxView view() {
        return view;
    }

    /** Takes notice of what this process knows of the mailbox; does not block. */
    void look() {
        Picture now = mailbox.picture();
        if (now != view.picture() && isSameMailbox(now)) {
            view.look(now);
        }
    }

    /** False if its UIDs have become invalid under us (RFC 9051 §2.3.1.1). */
    boolean isValid() {
        return isSameMailbox(mailbox.picture());
    }

    // Numbers

    /**
     * The sequence numbers that a client means.
     *
     * @throws SyntaxException if a sequence number is not in use (RFC 9051 §9 {@code seq-number})
     */
    UidSet numbers(SequenceSet set, boolean byUid) {
        int exists = view.exists();
        if (set.isSaved()) {
            return numbersOf(saved);
        }
        if (byUid) {
            return numbersOf(uids(set));
        }
        if (set.highest() > exists || set.hasStar() && exists == 0) {
            throw new SyntaxException(Texts.NO_SUCH_MESSAGE);
        }
        return set.resolve(exists);
    }

    /**
     * The sequence numbers that a search means, RFC 9051 §6.4.4.
     *
     * <p>Deviates from RFC 9051 §9: a number that is not in use finds nothing instead of being refused, because other
     * servers answer so and clients search 1:* without a look whether the mailbox is empty.
     */
    UidSet searched(SequenceSet set) {
        int exists = view.exists();
        if (set.isSaved()) {
            return numbersOf(saved);
        }
        return exists == 0 ? UidSet.EMPTY : set.resolve(exists).and(UidSet.range(1, exists));
    }

    /** The UIDs that a client means, whether or not there are such messages. */
    UidSet uids(SequenceSet set) {
        if (set.isSaved()) {
            return saved;
        }
        // RFC 9051 §9: as a UID, "*" is that of the last message, or UIDNEXT where there is none
        int exists = view.exists();
        return set.resolve(exists > 0 ? view.uid(exists) : view.picture().uidNext());
    }

    /**
     * The UIDs that a client means where it asks what is gone: there "*" is the last UID that was given, since the last
     * message may be what is gone (RFC 7162 §3.2.6).
     */
    UidSet uidsEver(SequenceSet set) {
        return set.isSaved() ? saved : set.resolve(Math.max(view.picture().uidNext() - 1, 1));
    }

    /** The sequence numbers of the messages that the client knows among {@code uids}. */
    UidSet numbersOf(UidSet uids) {
        UidSet.Builder numbers = UidSet.builder();
        for (int range = 0; range < uids.ranges(); range++) {
            int first = view.ceiling(uids.first(range));
            int last = view.ceiling(uids.last(range) + 1) - 1;
            if (first <= last) {
                numbers.add(first, last);
            }
        }
        return numbers.build();
    }

    /**
     * The UIDs of messages with these sequence numbers, as wide as they are dense: between the UIDs of two neighbours
     * there is no other message.
     */
    UidSet uidsOf(UidSet numbers) {
        UidSet.Builder uids = UidSet.builder();
        for (int range = 0; range < numbers.ranges(); range++) {
            uids.add(view.uid((int) numbers.first(range)), view.uid((int) numbers.last(range)));
        }
        return uids.build();
    }

    /** RFC 9051 §6.4.4.1: a search with SAVE that is answered NO leaves nothing saved. Its own keys are read before. */
    void beginSaving(SearchReturns returns) {
        saved = returns.has(SearchReturn.SAVE) ? UidSet.EMPTY : saved;
    }

    /** The result that {@code $} stands for, RFC 9051 §6.4.4.1, as UIDs, so that expunged messages drop out of it. */
    void save(UidSet uids) {
        saved = uids;
    }

    /**
     * RFC 10022: whether a client may ask for these batches; not again before half as many messages as a batch has came
     * or went.
     */
    boolean mayBatch(SearchCommand.UidBatches asked) {
        Batched now = new Batched(view.picture().uidNext(), view.picture().removals());
        Batched before = batched.get(asked);
        boolean changed = before == null
                ? batched.size() < BATCHED
                : now.uidNext() - before.uidNext() > asked.size() / 2
                        || now.removals() - before.removals() > asked.size() / 2;
        if (changed) {
            batched.put(asked, now);
        }
        return changed;
    }

    /**
     * The UIDs among {@code wanted} of messages removed after a modification sequence, without those that the client
     * still counts and will hear of in another way (RFC 7162 §3.2.10); may block.
     */
    UidSet vanishedSince(long modSeq, UidSet wanted) throws StoreException {
        long next = view.picture().uidNext();
        UidSet given = next > 1 ? UidSet.range(1, next - 1) : UidSet.EMPTY;
        UidSet gone = mailbox.vanishedSince(modSeq).and(wanted).and(given);
        return gone.isEmpty() ? gone : gone.without(view.picture().uids()).without(view.untold());
    }

    // \Recent and flags

    /** The UIDs that are \Recent for this client. */
    UidSet recent() {
        return recent;
    }

    /** Adds the flags of a message to a FETCH response. */
    void writeFlags(int number, long uid, FetchResponse fetch) {
        fetch.flags(view.picture().flagTable(), view.flagBits(number), recent.contains(uid));
    }

    /** How many of the messages that the client knows are \Recent. */
    long recentCount() {
        return numbersOf(recent).size();
    }

    /** Which messages are \Recent now; EXAMINE only looks (RFC 3501 §6.3.2). May block. */
    UidSet askRecent() throws StoreException {
        return readOnly ? mailbox.recent() : mailbox.claimRecent();
    }

    /** Whether messages have come of which nobody has asked yet if they are \Recent here. */
    boolean recentUnasked() {
        return view.picture().uidNext() > recentAskedTo;
    }

    /** The store says that these are \Recent here, and no others of those that the client knows. */
    void addRecent(UidSet more) {
        recent = UidSet.builder().add(recent).add(more).build();
        recentAskedTo = view.picture().uidNext();
    }

    /**
     * Whether there are flags that the client has not been told of (RFC 9051 §7.3.5), or it may change others now than
     * it was told (RFC 4314 §5.1.1); then it counts as told.
     */
    boolean tellFlags() {
        FlagTable table = view.picture().flagTable();
        Set<FlagChange.Group> groups = rights().flags();
        boolean news = table.flags().size() > flagsTold || !groups.equals(groupsTold);
        flagsTold = table.flags().size();
        groupsTold = groups;
        return news;
    }

    private boolean isSameMailbox(Picture now) {
        return now.uidValidity() == view.picture().uidValidity()
                && now.mailboxId().equals(view.picture().mailboxId());
    }
}
