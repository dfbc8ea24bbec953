package org.pennypost.imap.talk;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.Modifier;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.StatusResponse;
import org.pennypost.imap.talk.ImapState.Authenticated;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;

/** Into a mailbox and out of it again: RFC 9051 §6.3.2, §6.3.3, §6.4.1, §6.4.2. */
final class Selecting {
    private static final long SEEN = FlagTable.SYSTEM.mask(Flag.SEEN);

    private Selecting() {}

    /** What a look into the store found. */
    private record Opened(Selection selection, Optional<Listed> listed) {}

    /** RFC 9051 §6.3.2. */
    static Step select(Command.Select command, LoggedIn state) throws StoreException {
        return open("SELECT", command.mailbox(), command.modifiers(), state, false);
    }

    /** RFC 9051 §6.3.3. */
    static Step examine(Command.Examine command, LoggedIn state) throws StoreException {
        return open("EXAMINE", command.mailbox(), command.modifiers(), state, true);
    }

    /** RFC 9051 §6.4.1: removes without a word what is marked, unless the mailbox is only to be read. */
    static Step close(Command.Close command, Selected state) throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        if (selection.readOnly()) {
            leave(state);
            return talk.ok(Texts.completed("CLOSE"));
        }
        return Step.await(() -> selection.mailbox().expunge(UidSet.ALL, Mailbox.Expunging.DELETED), removed -> {
            leave(state);
            return talk.ok(Texts.completed("CLOSE"));
        });
    }

    /** RFC 9051 §6.4.2. */
    static Step unselect(Command.Unselect command, Selected state) throws StoreException {
        leave(state);
        return state.talk().ok(Texts.completed("UNSELECT"));
    }

    /** Whatever becomes of it, the mailbox that was selected before no longer is (RFC 9051 §6.3.2). */
    private static Step open(
            String command, MailboxName name, List<Modifier> modifiers, LoggedIn state, boolean readOnly)
            throws StoreException {
        if (!modifiers.isEmpty()) {
            throw new SyntaxException(Texts.UNKNOWN_PARAMETER);
        }
        Talk talk = state.talk();
        boolean rev2 = talk.rev2();
        Step.Next opening = () ->
                Step.await(() -> look(state.account(), name, readOnly, rev2), opened -> tell(command, opened, state));
        if (!(state instanceof Selected)) {
            return opening.step();
        }
        leave((Selected) state);
        return Step.say(talk.untagged(Condition.OK, Word.CLOSED, Texts.CLOSED), opening);
    }

    private static Opened look(Account account, MailboxName name, boolean readOnly, boolean rev2)
            throws StoreException {
        Mailbox mailbox = account.mailbox(name);
        Picture picture = mailbox.refresh();
        if (rev2) {
            NameTree tree = NameTree.of(account.mailboxes());
            return new Opened(
                    new Selection(mailbox, picture, readOnly),
                    tree.find(name).map(entry -> ListQuery.plain(entry, tree)));
        }
        if (readOnly) {
            return new Opened(new Selection(mailbox, picture, true), Optional.empty());
        }
        long recent = mailbox.claimRecent();
        Selection selection = new Selection(mailbox, mailbox.picture(), false);
        selection.recentFrom(recent, selection.view().picture().uidNext());
        return new Opened(selection, Optional.empty());
    }

    /** RFC 9051 §6.3.2; RFC 3501 §6.3.1 has RECENT and UNSEEN and no LIST. */
    private static Step tell(String command, Opened opened, LoggedIn state) {
        Talk talk = state.talk();
        Selection selection = opened.selection();
        Picture picture = selection.view().picture();
        ResponseWriter out = talk.writer();
        StatusResponse status = StatusResponse.on(out);
        Updates.writeFlags(selection, out);
        Updates.writeSizes(talk, selection, out);
        int unseen = talk.rev2() || picture.unseen() == 0 ? -1 : firstUnseen(picture);
        if (unseen >= 0) {
            status.untagged(Condition.OK, new ResponseCode.Unseen(unseen + 1L), Texts.FIRST_UNSEEN);
        }
        status.untagged(Condition.OK, new ResponseCode.UidValidity(picture.uidValidity()), Texts.UID_VALIDITY);
        status.untagged(Condition.OK, new ResponseCode.UidNext(picture.uidNext()), Texts.UID_NEXT);
        opened.listed().ifPresent(listed -> listed.write(out));
        talk.become(new Selected(talk, state.login(), state.account(), selection));
        return Step.say(
                out.take(),
                () -> talk.ok(selection.readOnly() ? Word.READ_ONLY : Word.READ_WRITE, Texts.completed(command)));
    }

    private static int firstUnseen(Picture picture) {
        int index = 0;
        while (index < picture.size() && (picture.flagBits(index) & SEEN) != 0) {
            index++;
        }
        return index < picture.size() ? index : -1;
    }

    private static void leave(Selected state) {
        state.talk().become(new Authenticated(state.talk(), state.login(), state.account()));
    }
}
