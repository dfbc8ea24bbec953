package org.pennypost.imap.talk;

import java.util.List;
import java.util.Set;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.Talk.Removals;

/**
 * What a client must learn of what others did to its mailbox: RFC 9051 §5.2 and §7. In this order: EXPUNGE, new
 * keywords, FETCH with changed flags, EXISTS (and RECENT for RFC 3501).
 */
final class Updates {
    private final ImapState.Selected state;
    private final Talk talk;
    private final Selection selection;
    private final MailboxView view;
    private final boolean withFlags;
    private final Step.Next then;

    private Updates(ImapState.Selected state, boolean withFlags, Step.Next then) {
        this.withFlags = withFlags;
        this.state = state;
        this.talk = state.talk();
        this.selection = state.selection();
        this.view = selection.view();
        this.then = () -> selection.contexts().look(talk, then);
    }

    /** Tells it and goes on. */
    static Step tell(ImapState.Selected state, Removals removals, Step.Next then) throws StoreException {
        return new Updates(state, true, then).tell(removals);
    }

    /** Tells it between commands, but for flags if the client wants those with its commands only (RFC 5465 §5). */
    static Step tellAtOnce(ImapState.Selected state, Removals removals, Step.Next then) throws StoreException {
        boolean withFlags = state.talk().notifying().map(Notifying::tellsFlags).orElse(true);
        return new Updates(state, withFlags, then).tell(removals);
    }

    /** A mailbox that somebody has deleted ends the conversation: RFC 2180 §3.3. Other trouble is what it is. */
    static Step cannotLook(StoreException refused, Talk talk) throws StoreException {
        if (refused.reason() != StoreException.Reason.NONEXISTENT) {
            throw refused;
        }
        return talk.bye(ResponseCode.NONE, Texts.MAILBOX_GONE);
    }

    /** Tells only whose flags have changed, except those messages whose flags the command itself tells. */
    static Step tellFlags(ImapState.Selected state, UidSet except, Step.Next then) throws StoreException {
        return new Updates(state, true, then).keywordsAndFlags(except, then);
    }

    private Step tell(Removals removals) throws StoreException {
        if (!selection.isValid()) {
            return talk.bye(ResponseCode.NONE, Texts.UID_VALIDITY_CHANGED);
        }
        if (!selection.rights().contains(Right.READ)) {
            // RFC 4314 §5.1.1: who may not read any more hears nothing more
            return talk.bye(ResponseCode.NONE, Texts.ACCESS_ENDED);
        }
        selection.look();
        if (!talk.rev2() && selection.recentUnasked()) {
            return Step.await(
                    selection::askRecent,
                    more -> {
                        selection.addRecent(more);
                        return say(removals);
                    },
                    refused -> {
                        selection.addRecent(UidSet.EMPTY);
                        return say(removals);
                    });
        }
        return say(removals);
    }

    /** RFC 9051 §7.5.1: each number counts after the EXPUNGE responses before it. */
    private Step say(Removals removals) throws StoreException {
        if (removals == Removals.WITHHELD || !view.owesRemovals()) {
            return keywordsAndFlags(UidSet.EMPTY, this::sizes);
        }
        // RFC 5267 §4.3.4: before the numbers of what is gone become those of others
        ResponseWriter out = talk.writer();
        selection.contexts().removed(view.untold(), out);
        // RFC 9586 §3.4: whoever wants no numbers hears of removals so, too
        if (talk.has(Feature.QRESYNC) || talk.has(Feature.UIDONLY)) {
            MailboxResponse.on(out).vanished(false, view.tellVanished());
            return Step.say(out.take(), () -> keywordsAndFlags(UidSet.EMPTY, this::sizes));
        }
        int[] numbers = talk.isLimited() ? view.tellRemovedDownwards() : view.tellRemoved();
        Step.Next expunges = () -> Lines.say(
                talk,
                numbers.length,
                (index, line) -> MailboxResponse.on(line).expunge(numbers[index]),
                () -> keywordsAndFlags(UidSet.EMPTY, this::sizes));
        return out.size() > 0 ? Step.say(out.take(), expunges) : expunges.step();
    }

    private Step keywordsAndFlags(UidSet except, Step.Next next) throws StoreException {
        if (!withFlags && view.changed().length > 0) {
            // they wait, and those of new messages after them with them
            return next.step();
        }
        if (!selection.tellFlags()) {
            return flags(except, next);
        }
        ResponseWriter out = talk.writer();
        writeFlags(talk, selection, out);
        return Step.say(out.take(), () -> flags(except, next));
    }

    private Step flags(UidSet except, Step.Next next) throws StoreException {
        int[] changed = view.changed();
        view.flagsTold();
        int count = 0;
        for (int number : changed) {
            if (!except.contains(number)) {
                changed[count++] = number;
            }
        }
        return Lines.say(
                talk,
                count,
                (index, out) -> writeFlagsOf(changed[index], talk, selection, FetchResponse.on(out)),
                next);
    }

    /** RFC 9051 §7.4.1, RFC 3501 §7.3.2: last, since the flags of new messages are for the client to ask. */
    private Step sizes() throws StoreException {
        int before = view.exists();
        if (!view.tellExists()) {
            return then.step();
        }
        ResponseWriter out = talk.writer();
        writeSizes(talk, selection, out);
        return Step.say(out.take(), () -> newMessages(before));
    }

    /** RFC 5465 §5.2: what NOTIFY asks of messages that others have brought. */
    private Step newMessages(int before) throws StoreException {
        List<FetchItem> items = talk.notifying().map(Notifying::fetch).orElse(List.of());
        return items.isEmpty() || talk.bringsMessages()
                ? then.step()
                : Fetching.unasked(items, UidSet.range(before + 1L, view.exists()), state, then);
    }

    /** EXISTS, and RECENT for clients of RFC 3501. */
    static void writeSizes(Talk talk, Selection selection, ResponseWriter out) {
        MailboxResponse.on(out).exists(selection.view().exists());
        if (!talk.rev2()) {
            MailboxResponse.on(out).recent(selection.recentCount());
        }
    }

    /** FLAGS and PERMANENTFLAGS: RFC 9051 §7.3.5 and §7.1, with \* as long as new keywords find room. */
    static void writeFlags(Talk talk, Selection selection, ResponseWriter out) {
        FlagTable table = selection.view().picture().flagTable();
        MailboxResponse.on(out).flags(table);
        Set<FlagChange.Group> groups = selection.rights().flags();
        if (selection.readOnly() || groups.isEmpty()) {
            ResponseCode none = new ResponseCode.PermanentFlags(Flags.NONE, false);
            talk.status(out).untagged(Condition.OK, none, Texts.NO_PERMANENT_FLAGS);
        } else {
            // RFC 4314 §5.1.1: those that this user may change
            Flags some = FlagChange.among(Flags.of(table.flags()), groups);
            boolean more = table.hasRoom() && groups.contains(FlagChange.Group.OTHERS);
            ResponseCode all = new ResponseCode.PermanentFlags(some, more);
            talk.status(out).untagged(Condition.OK, all, Texts.PERMANENT_FLAGS);
        }
    }

    /**
     * A FETCH response that was not asked for names the UID too (RFC 9051 §7.5.2), and the modification sequence if the
     * client follows them (RFC 7162 §3.2.4).
     */
    static void writeFlagsOf(int number, Talk talk, Selection selection, FetchResponse fetch) {
        long uid = selection.view().uid(number);
        talk.fetchWithUid(number, selection, fetch);
        selection.writeFlags(number, uid, fetch);
        if (talk.has(Feature.CONDSTORE)) {
            fetch.modSeq(selection.view().modSeq(number));
        }
        fetch.close();
    }
}
