package org.pennypost.imap.talk;

import java.util.Optional;
import java.util.stream.IntStream;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SelectParameters;
import org.pennypost.imap.syntax.SelectParameters.QuickResync;
import org.pennypost.imap.syntax.SelectParameters.Resync;
import org.pennypost.imap.syntax.SpelledName;
import org.pennypost.imap.syntax.StatusResponse;
import org.pennypost.imap.talk.ImapState.Authenticated;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;

/** Into a mailbox and out of it again: RFC 9051 §6.3.2, §6.3.3, §6.4.1, §6.4.2. */
final class Selecting {
    private static final long SEEN = FlagTable.SYSTEM.mask(Flag.SEEN);

    private Selecting() {}

    /**
     * What a look into the store found.
     *
     * @param listed what LIST would say of it
     * @param vanished the messages that are gone since the client was last here (RFC 7162 §3.2.5)
     */
    private record Opened(Selection selection, Optional<Listed> listed, UidSet vanished) {}

    /** RFC 9051 §6.3.2. */
    static Step select(MailboxCommand.Select command, LoggedIn state) throws StoreException {
        return open(command.mailbox(), command.parameters(), state, false);
    }

    /** RFC 9051 §6.3.3. */
    static Step examine(MailboxCommand.Examine command, LoggedIn state) throws StoreException {
        return open(command.mailbox(), command.parameters(), state, true);
    }

    /** RFC 9051 §6.4.1: removes without a word what is marked, unless the mailbox is only to be read. */
    static Step close(MailboxCommand.Close command, Selected state) throws StoreException {
        Selection selection = state.selection();
        // RFC 4314 §4: without the right CLOSE removes nothing, and goes well
        if (selection.readOnly() || !selection.rights().contains(Right.EXPUNGE)) {
            return closed(state);
        }
        return Step.await(() -> Storing.expunged(UidSet.ALL, state), removed -> closed(state), refused -> {
            // of a mailbox that somebody has deleted nothing is left to remove
            if (refused.reason() != StoreException.Reason.NONEXISTENT) {
                throw refused;
            }
            return closed(state);
        });
    }

    private static Step closed(Selected state) throws StoreException {
        leave(state);
        return state.talk().ok(Texts.completed("CLOSE"));
    }

    /** RFC 9051 §6.4.2. */
    static Step unselect(MailboxCommand.Unselect command, Selected state) throws StoreException {
        leave(state);
        return state.talk().ok(Texts.completed("UNSELECT"));
    }

    /** Whatever becomes of it, the mailbox that was selected before no longer is (RFC 9051 §6.3.2). */
    private static Step open(SpelledName name, SelectParameters parameters, LoggedIn state, boolean readOnly)
            throws StoreException {
        Talk talk = state.talk();
        if (parameters.resync() instanceof QuickResync && !talk.has(Feature.QRESYNC)) {
            throw new SyntaxException(Texts.NOT_ENABLED);
        }
        if (parameters.condstore()) {
            talk.enable(Feature.CONDSTORE);
        }
        Step.Next opening = () -> Step.await(
                () -> look(name.name(), parameters, state, readOnly),
                opened -> tell(opened, name, parameters.resync(), state));
        if (!(state instanceof Selected)) {
            return opening.step();
        }
        leave((Selected) state);
        return Step.say(talk.untagged(Condition.OK, Word.CLOSED, Texts.CLOSED), opening);
    }

    private static Opened look(MailboxName name, SelectParameters parameters, LoggedIn state, boolean readOnly)
            throws StoreException {
        Mailbox mailbox = state.account().mailbox(name);
        Picture picture = mailbox.refresh();
        boolean rev2 = state.talk().rev2();
        Selection selection = new Selection(mailbox, picture, readOnly);
        if (!rev2) {
            selection.addRecent(selection.askRecent());
        }
        UidSet vanished = parameters.resync() instanceof QuickResync resync && isOf(resync, picture)
                ? ModSeqs.vanished(resync, selection)
                : UidSet.EMPTY;
        if (!rev2) {
            return new Opened(selection, Optional.empty(), vanished);
        }
        NameTree tree = NameTree.of(state.account().around(name));
        return new Opened(selection, tree.find(name).map(entry -> ListQuery.plain(entry, tree)), vanished);
    }

    /** RFC 7162 §3.2.5: with another UIDVALIDITY nothing that the client knows is of use. */
    private static boolean isOf(QuickResync resync, Picture picture) {
        return resync.uidValidity() == picture.uidValidity();
    }

    /** RFC 9051 §6.3.2; RFC 3501 §6.3.1 has RECENT and UNSEEN and no LIST. */
    private static Step tell(Opened opened, SpelledName name, Resync resync, LoggedIn state) {
        Talk talk = state.talk();
        Selection selection = opened.selection();
        Picture picture = selection.view().picture();
        ResponseWriter out = talk.writer();
        StatusResponse status = talk.status(out);
        Updates.writeFlags(talk, selection, out);
        Updates.writeSizes(talk, selection, out);
        boolean counts = !talk.rev2() && !talk.has(Feature.UIDONLY);
        int unseen = !counts || picture.unseen() == 0 ? -1 : firstUnseen(picture);
        if (unseen >= 0) {
            status.untagged(Condition.OK, new ResponseCode.Unseen(unseen + 1L), Texts.FIRST_UNSEEN);
        }
        status.untagged(Condition.OK, new ResponseCode.UidValidity(picture.uidValidity()), Texts.UID_VALIDITY);
        status.untagged(Condition.OK, new ResponseCode.UidNext(picture.uidNext()), Texts.UID_NEXT);
        // RFC 7162 §3.1.2.1 and RFC 8474 §4.2: always, whatever the client has switched on
        status.untagged(Condition.OK, new ResponseCode.HighestModSeq(picture.highestModSeq()), Texts.HIGHEST_MODSEQ);
        status.untagged(Condition.OK, new ResponseCode.MailboxId(picture.mailboxId()), Texts.MAILBOX_ID);
        if (talk.has(Feature.URLAUTH)) {
            status.untagged(Condition.OK, UrlAuth.MECHANISMS, Texts.URL_MECHANISMS);
        }
        opened.listed().ifPresent(listed -> listed.write(name, out));
        talk.become(new Selected(talk, state.login(), state.account(), selection));
        Step.Next done = () -> talk.ok(
                selection.writable() ? Word.READ_WRITE : Word.READ_ONLY,
                Texts.completed(selection.readOnly() ? "EXAMINE" : "SELECT"));
        return Step.say(
                out.take(),
                () -> resync instanceof QuickResync quick && isOf(quick, picture)
                        ? resynchronize(quick, opened, talk, done)
                        : done.step());
    }

    /** RFC 7162 §3.2.5.1: what is gone, then what has changed. */
    private static Step resynchronize(QuickResync resync, Opened opened, Talk talk, Step.Next done)
            throws StoreException {
        Selection selection = opened.selection();
        MailboxView view = selection.view();
        int[] changed = IntStream.of(view.changedSince(resync.modSeq()))
                .filter(number -> resync.known().contains(view.uid(number)))
                .toArray();
        Step.Next flags = () -> Lines.say(
                talk,
                changed.length,
                (index, out) -> Updates.writeFlagsOf(changed[index], talk, selection, FetchResponse.on(out)),
                done);
        if (opened.vanished().isEmpty()) {
            return flags.step();
        }
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).vanished(true, opened.vanished());
        return Step.say(out.take(), flags);
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
