package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Mailbox.Copied;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.SequenceSet;
import org.pennypost.imap.talk.ImapState.Selected;

/** Messages to another mailbox: RFC 9051 §6.4.7 and §6.4.8 (RFC 6851). */
final class Copying {
    private Copying() {}

    /** RFC 9051 §6.4.7: all or none; the OK carries COPYUID. */
    static Step copy(Command.Copy command, Selected state) throws StoreException {
        return transfer(command.messages(), command.byUid(), command.mailbox(), state, false, (to, copied) -> {
            Talk talk = state.talk();
            return copied.source().isEmpty()
                    ? talk.ok(Texts.completed("COPY"))
                    : talk.ok(UidCodes.copied(to, copied), Texts.completed("COPY"));
        });
    }

    /** RFC 9051 §6.4.8: COPYUID in an untagged OK, then an EXPUNGE for each message, then the tagged OK. */
    static Step move(Command.Move command, Selected state) throws StoreException {
        Talk talk = state.talk();
        if (state.selection().readOnly()) {
            return talk.no(ResponseCode.NONE, Texts.READ_ONLY);
        }
        return transfer(command.messages(), command.byUid(), command.mailbox(), state, true, (to, copied) -> {
            Step.Next done = () -> talk.ok(() -> ModSeqs.afterRemoval(copied.source(), state), Texts.completed("MOVE"));
            return copied.source().isEmpty()
                    ? done.step()
                    : Step.say(talk.untagged(Condition.OK, UidCodes.copied(to, copied), Texts.MOVED), done);
        });
    }

    private static Step transfer(
            SequenceSet messages, boolean byUid, MailboxName name, Selected state, boolean moving, Told then)
            throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        selection.look();
        UidSet all = selection.numbers(messages, byUid);
        UidSet numbers = moving ? Newest.of(all, selection, talk) : all;
        if (!byUid && selection.view().someRemoved(numbers)) {
            // RFC 2180 §4.4.1: not some of them without the others
            return talk.no(Word.EXPUNGEISSUED, Texts.EXPUNGED);
        }
        Step.Next transfer = () -> transfer(numbers, name, state, moving, then);
        return moving ? transfer.step() : Newest.ifAllCanBeSaved(numbers, selection, talk, transfer);
    }

    private static Step transfer(UidSet numbers, MailboxName name, Selected state, boolean moving, Told then) {
        Selection selection = state.selection();
        UidSet uids = selection.uidsOf(numbers);
        return Step.await(
                () -> {
                    Optional<Mailbox> target = state.account().target(name);
                    if (target.isEmpty()) {
                        return Optional.<Transferred>empty();
                    }
                    Copied copied = LentMailbox.transfer(selection.mailbox(), uids, target.get(), moving);
                    if (moving) {
                        ImapEvidence.of(state).moved(selection.mailbox(), target.get(), copied);
                    }
                    return Optional.of(new Transferred(target.get(), copied));
                },
                // RFC 9051 §6.4.7: the target is never made by the way
                done -> done.isPresent()
                        ? then.step(done.get().to(), done.get().copied())
                        : state.talk().no(Word.TRYCREATE, Texts.CREATE_FIRST));
    }

    private record Transferred(Mailbox to, Copied copied) {}

    /** Tells what came where. */
    @FunctionalInterface
    private interface Told {
        Step step(Mailbox to, Copied copied) throws StoreException;
    }
}
