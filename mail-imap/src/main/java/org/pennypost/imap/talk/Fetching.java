package org.pennypost.imap.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.Selected;

/** FETCH, RFC 9051 §6.4.5. What the picture of the mailbox has is told in one pass over it; {@link FetchRun} reads. */
final class Fetching {
    private Fetching() {}

    /** RFC 9051 §6.4.5. */
    static Step fetch(Command.Fetch command, Selected state) throws StoreException {
        if (!command.modifiers().isEmpty()) {
            throw new SyntaxException(Texts.UNKNOWN_PARAMETER);
        }
        Selection selection = state.selection();
        selection.look();
        UidSet numbers = selection.numbers(command.messages(), command.byUid());
        FetchPlan plan = FetchPlan.of(command.items(), command.byUid());
        Step.Next answer = plan.needs().nothing()
                ? () -> fromPicture(plan, numbers, state)
                : new FetchRun(state, plan, numbers, command.byUid())::next;
        // Flags that the command tells need not be told besides.
        return Updates.tellFlags(state, plan.hasFlags() ? numbers : UidSet.EMPTY, answer);
    }

    private static Step fromPicture(FetchPlan plan, UidSet numbers, Selected state) throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        Numbers each = new Numbers(numbers);
        return Lines.say(
                talk,
                each.count(),
                (index, out) -> write(each.next(), plan, selection, out),
                () -> talk.ok(Texts.completed("FETCH")));
    }

    private static void write(int number, FetchPlan plan, Selection selection, ResponseWriter out) {
        FetchResponse fetch = FetchResponse.on(out).open(number);
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
            default -> throw new IllegalArgumentException(item.label());
        }
    }
}
