package org.pennypost.imap.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.Selected;

/** Changes to messages that stay, and their removal: RFC 9051 §6.4.3, §6.4.6, §6.4.9. */
final class Storing {
    private static final long DELETED = FlagTable.SYSTEM.mask(Flag.DELETED);

    private Storing() {}

    /** RFC 9051 §6.4.6. */
    static Step store(Command.Store command, Selected state) throws StoreException {
        Selection selection = state.selection();
        selection.look();
        UidSet numbers = Newest.of(selection.numbers(command.messages(), command.byUid()), selection, state.talk());
        if (selection.readOnly()) {
            return state.talk().no(ResponseCode.NONE, Texts.READ_ONLY);
        }
        return ModSeqs.useIf(command.isConditional(), state, () -> store(command, numbers, state));
    }

    private static Step store(Command.Store command, UidSet numbers, Selected state) {
        Selection selection = state.selection();
        Picture before = selection.view().picture();
        UidSet untold = changed(selection);
        return Step.await(() -> store(selection.uidsOf(numbers), command, state), modified -> {
            selection.look();
            return command.silent()
                    ? tellSilently(
                            command, numbers, modified, silently(command, numbers, before, untold, selection), state)
                    : tell(command, numbers, modified, state);
        });
    }

    private static UidSet store(UidSet uids, Command.Store command, Selected state) throws StoreException {
        Mailbox mailbox = state.selection().mailbox();
        UidSet modified = mailbox.store(uids, command.change(), command.unchangedSince());
        ImapEvidence.of(state).deleted(mailbox, uids.without(modified), command.change());
        return modified;
    }

    /** RFC 9051 §6.4.3. */
    static Step expunge(Command.Expunge command, Selected state) throws StoreException {
        return expunge(UidSet.ALL, state);
    }

    /** RFC 9051 §6.4.9, RFC 4315 §2.1: only those of these that are marked. */
    static Step uidExpunge(Command.UidExpunge command, Selected state) throws StoreException {
        Selection selection = state.selection();
        selection.look();
        UidSet numbers = selection.numbers(command.uids(), true);
        boolean bounded =
                numbers.size() > state.talk().setup().limits().messages().any();
        // RFC 9738: only those count that are marked
        UidSet removed = bounded ? Newest.of(marked(numbers, selection), selection, state.talk()) : numbers;
        return expunge(selection.uidsOf(removed), state);
    }

    private static UidSet marked(UidSet numbers, Selection selection) {
        UidSet.Builder marked = UidSet.builder();
        for (Numbers each = new Numbers(numbers); each.hasNext(); ) {
            int number = each.next();
            if ((selection.view().flagBits(number) & DELETED) != 0) {
                marked.add(number);
            }
        }
        return marked.build();
    }

    /** What was removed is told as others' removals are: with the end of the command. */
    private static Step expunge(UidSet uids, Selected state) throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        if (selection.readOnly()) {
            return talk.no(ResponseCode.NONE, Texts.READ_ONLY);
        }
        return Step.await(
                () -> expunged(uids, state),
                removed -> talk.ok(() -> ModSeqs.afterRemoval(removed, state), Texts.completed("EXPUNGE")));
    }

    /** Removes what is marked, and sees to it that this is known. */
    static UidSet expunged(UidSet uids, Selected state) throws StoreException {
        Mailbox mailbox = state.selection().mailbox();
        return ImapEvidence.of(state).expunged(mailbox, mailbox.expunge(uids, Mailbox.Expunging.DELETED));
    }

    /** RFC 9051 §6.4.6: the flags of every message in the set, whether or not the command has changed them. */
    private static Step tell(Command.Store command, UidSet numbers, UidSet modified, Selected state)
            throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        // RFC 2180 §4.2.2, §4.2.3: of messages that are gone there is nothing to tell
        Numbers each = new Numbers(selection.view().present(numbers));
        return Updates.tellFlags(
                state,
                numbers,
                () -> Lines.say(
                        talk,
                        each.count(),
                        (index, out) -> writeFlags(each.next(), command.byUid(), talk, selection, out),
                        () -> finish(command, numbers, modified, state)));
    }

    /**
     * RFC 9051 §6.4.6: nothing of the flags that the client knows; but RFC 7162 §3.1.3 and §3.2.4: their modification
     * sequences, and the flags of what was left alone.
     */
    private static Step tellSilently(
            Command.Store command, UidSet numbers, UidSet modified, UidSet known, Selected state)
            throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        UidSet left = selection.numbersOf(modified);
        Numbers stored = new Numbers(talk.has(Feature.CONDSTORE) ? known.without(left) : UidSet.EMPTY);
        Numbers leftAlone = new Numbers(left);
        return Updates.tellFlags(
                state,
                UidSet.builder().add(known).add(left).build(),
                () -> Lines.say(
                        talk,
                        stored.count(),
                        (index, out) -> writeModSeq(stored.next(), talk, selection, out),
                        () -> Lines.say(
                                talk,
                                leftAlone.count(),
                                (index, out) -> writeFlags(leftAlone.next(), true, talk, selection, out),
                                () -> finish(command, numbers, modified, state))));
    }

    /** RFC 2180 §4.2: that some messages are gone is an answer too; RFC 7162 §3.1.3: and which were left alone. */
    private static Step finish(Command.Store command, UidSet numbers, UidSet modified, Selected state)
            throws StoreException {
        Talk talk = state.talk();
        boolean someGone = !command.byUid() && state.selection().view().someRemoved(numbers);
        if (modified.isEmpty()) {
            return someGone ? talk.no(Word.EXPUNGEISSUED, Texts.EXPUNGED) : talk.ok(Texts.completed("STORE"));
        }
        ResponseCode code = new ResponseCode.Modified(
                command.byUid() ? modified : state.selection().numbersOf(modified));
        return someGone ? talk.no(code, Texts.EXPUNGED) : talk.ok(code, Texts.MODIFIED);
    }

    /**
     * RFC 9051 §6.4.6: with .SILENT the client knows the new flags. It does not where somebody else was there too, be
     * it before and not yet told, or since.
     */
    private static UidSet silently(
            Command.Store command, UidSet numbers, Picture before, UidSet untold, Selection selection) {
        MailboxView view = selection.view();
        FlagTable table = view.picture().flagTable();
        UidSet.Builder known = UidSet.builder();
        for (int number : view.changed()) {
            int index = before.indexOf(view.uid(number));
            if (index >= 0
                    && numbers.contains(number)
                    && !untold.contains(number)
                    && table.flags(view.flagBits(number))
                            .equals(command.change().applied(before.flags(index)))) {
                known.add(number);
            }
        }
        return known.build();
    }

    private static UidSet changed(Selection selection) {
        UidSet.Builder numbers = UidSet.builder();
        for (int number : selection.view().changed()) {
            numbers.add(number);
        }
        return numbers.build();
    }

    private static void writeFlags(int number, boolean byUid, Talk talk, Selection selection, ResponseWriter out) {
        if (talk.has(Feature.CONDSTORE)) {
            Updates.writeFlagsOf(number, talk, selection, FetchResponse.on(out));
            return;
        }
        long uid = selection.view().uid(number);
        FetchResponse response = FetchResponse.on(out);
        FetchResponse fetch =
                byUid ? talk.fetchWithUid(number, selection, response) : talk.fetch(number, selection, response);
        selection.writeFlags(number, uid, fetch);
        fetch.close();
    }

    private static void writeModSeq(int number, Talk talk, Selection selection, ResponseWriter out) {
        talk.fetchWithUid(number, selection, FetchResponse.on(out))
                .modSeq(selection.view().modSeq(number))
                .close();
    }
}
