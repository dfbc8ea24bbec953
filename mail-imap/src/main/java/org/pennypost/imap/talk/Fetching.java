package org.pennypost.imap.talk;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.PartialRange;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.Selected;

/** FETCH, RFC 9051 §6.4.5. What the picture of the mailbox has is told in one pass over it; {@link FetchRun} reads. */
final class Fetching {
    private Fetching() {}

    /** RFC 9051 §6.4.5. */
    static Step fetch(MessageCommand.Fetch command, Selected state) throws StoreException {
        boolean modSeqs = command.items().contains(FetchItem.Attribute.MODSEQ);
        if (command.changes().vanished() && !state.talk().has(Feature.QRESYNC)) {
            throw new SyntaxException(Texts.NOT_ENABLED);
        }
        state.selection().look();
        UidSet numbers = Newest.of(numbers(command, state.selection()), state.selection(), state.talk());
        Step.Next fetch = () -> fetch(command, numbers, state);
        Step.Next answer = () -> ModSeqs.useIf(
                modSeqs, state, () -> command.changes().vanished() ? vanished(command, state, fetch) : fetch.step());
        PartialRange page = command.changes().page();
        // RFC 9738: a page larger than the limit is refused, whatever is on it
        return page.equals(PartialRange.ALL) ? answer.step() : Newest.ifAtMost(page.size(), state.talk(), answer);
    }

    /** RFC 9394 §3.3, §3.4: one page; RFC 7162 §3.1.4.1: of that what has changed, if the client asks for it. */
    private static UidSet numbers(MessageCommand.Fetch command, Selection selection) {
        UidSet numbers = command.changes().page().of(selection.numbers(command.messages(), command.byUid()));
        if (!command.changes().areAsked()) {
            return numbers;
        }
        UidSet.Builder changed = UidSet.builder();
        for (int number : selection.view().changedSince(command.changes().since())) {
            changed.add(number);
        }
        return numbers.and(changed.build());
    }

    /** RFC 7162 §3.2.6: before all FETCH responses, which of these UIDs have been removed since. */
    private static Step vanished(MessageCommand.Fetch command, Selected state, Step.Next then) {
        Selection selection = state.selection();
        UidSet uids = selection.uidsEver(command.messages());
        return Step.await(() -> selection.vanishedSince(command.changes().since(), uids), gone -> {
            if (gone.isEmpty()) {
                return then.step();
            }
            ResponseWriter out = state.talk().writer();
            MailboxResponse.on(out).vanished(true, gone);
            return Step.say(out.take(), then);
        });
    }

    private static Step fetch(MessageCommand.Fetch command, UidSet numbers, Selected state) throws StoreException {
        FetchPlan plan = FetchPlan.of(command.items(), command.byUid(), state.talk());
        Numbers each = state.talk().inOrder(numbers);
        Step.Next answer = plan.needs().nothing()
                ? () -> fromPicture(plan, each, state)
                : new FetchRun(
                        state, plan, each, command.byUid(), trouble -> finish(trouble, state.talk()), refused -> {
                            throw refused;
                        })::next;
        // Flags that the command tells need not be told besides.
        return Updates.tellFlags(state, plan.hasFlags() ? numbers : UidSet.EMPTY, answer);
    }

    /**
     * RFC 5465 §5.2: FETCH responses without a FETCH; a message that is gone again is passed over, and what cannot be
     * read now is left for the client to ask.
     */
    static Step unasked(List<FetchItem> items, UidSet numbers, Selected state, Step.Next then) throws StoreException {
        FetchPlan plan = FetchPlan.of(items, true, state.talk());
        return new FetchRun(state, plan, new Numbers(numbers), true, trouble -> then.step(), refused -> then.step())
                .next();
    }

    private static Step fromPicture(FetchPlan plan, Numbers each, Selected state) throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        return Lines.say(
                talk,
                each.count(),
                (index, out) -> write(each.next(), plan, talk, selection, out),
                () -> talk.ok(Texts.completed("FETCH")));
    }

    private static Step finish(Optional<ResponseCode> trouble, Talk talk) throws StoreException {
        if (trouble.isEmpty()) {
            return talk.ok(Texts.completed("FETCH"));
        }
        ResponseCode code = trouble.get();
        if (code == Word.EXPUNGEISSUED) {
            return talk.someGone();
        }
        if (code == Word.CORRUPTION) {
            return talk.no(code, Texts.DAMAGED);
        }
        return talk.no(code, code == Word.UNKNOWN_CTE ? Texts.UNKNOWN_ENCODING : Texts.NO_SUCH_PART);
    }

    private static void write(int number, FetchPlan plan, Talk talk, Selection selection, ResponseWriter out) {
        FetchResponse fetch = talk.fetch(number, selection, FetchResponse.on(out));
        for (FetchItem item : plan.items()) {
            writeAttribute((FetchItem.Attribute) item, number, selection, fetch);
        }
        fetch.close();
    }

    /** An item that the picture has, RFC 9051 §7.5.2. */
    static void writeAttribute(FetchItem.Attribute item, int number, Selection selection, FetchResponse fetch) {
        MailboxView view = selection.view();
        switch (item) {
            case UID -> fetch.uid(view.uid(number));
            case FLAGS -> selection.writeFlags(number, view.uid(number), fetch);
            case INTERNALDATE -> fetch.internalDate(view.internalDate(number));
            case RFC822_SIZE -> fetch.rfc822Size(view.octets(number));
            case MODSEQ -> fetch.modSeq(view.modSeq(number));
            case SAVEDATE -> fetch.saveDate(view.saved(number));
            default -> throw new IllegalArgumentException(item.label());
        }
    }
}
