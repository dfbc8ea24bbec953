package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Mailbox.Appended;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.SequenceSet;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * REPLACE, RFC 8508: a new message for an old one.
 *
 * <p>The new one is added before the old one goes, so that whatever happens in between there is one of them; if somebody
 * else was quicker to remove the old one, the new one goes again and the answer is NO (RFC 8508 §3.4).
 *
 * <p>Deviates from RFC 8508 §3.4: another connection may see both for a moment, because a store adds and removes in two
 * steps, and of the two orders this one loses nothing.
 */
final class Replacing {
    private Replacing() {}

    /** RFC 8508 §3.2, §3.3. */
    static Step replace(Command.Replace command, Selected state) throws StoreException {
        Talk talk = state.talk();
        Selection selection = state.selection();
        selection.look();
        UidSet numbers;
        try {
            numbers = selection.numbers(SequenceSet.range(command.message(), command.message()), command.byUid());
        } catch (SyntaxException noSuchMessage) {
            return talk.intake().refuse(command.first().announced(), () -> {
                throw noSuchMessage;
            });
        }
        if (selection.readOnly()) {
            return talk.intake().refuse(command.first().announced(), () -> talk.no(ResponseCode.NONE, Texts.READ_ONLY));
        }
        if (numbers.isEmpty() || selection.view().someRemoved(numbers)) {
            return talk.intake().refuse(command.first().announced(), () -> talk.no(Word.EXPUNGEISSUED, Texts.EXPUNGED));
        }
        UidSet old = selection.uidsOf(numbers);
        long octets = selection.view().octets((int) numbers.first(0));
        return Appending.receive(
                command,
                state,
                (target, arrivals) -> Step.await(
                        () -> {
                            if (sameOwner(selection.mailbox(), target, state)) {
                                arrivals.replace(octets);
                            }
                            return put(old, arrivals, state, target);
                        },
                        put -> put.isPresent()
                                ? tell(UidCodes.appended(target, put.get()), old, state)
                                : talk.no(Word.EXPUNGEISSUED, Texts.EXPUNGED)));
    }

    private static boolean sameOwner(Mailbox one, Mailbox other, Selected state) throws StoreException {
        return state.account().owner(one.name()) == state.account().owner(other.name());
    }

    private static Optional<Appended> put(UidSet old, Arrivals arrivals, Selected state, Mailbox target)
            throws StoreException {
        Mailbox mailbox = state.selection().mailbox();
        Appended appended = arrivals.appendTo(target);
        if (mailbox.expunge(old, Mailbox.Expunging.ALL).isEmpty()) {
            target.expunge(appended.uids(), Mailbox.Expunging.ALL);
            return Optional.empty();
        }
        ImapEvidence.of(state).expunged(mailbox, old);
        return Optional.of(appended);
    }

    /** RFC 8508 §4.3: APPENDUID in an untagged OK, before the EXPUNGE. */
    private static Step tell(ResponseCode code, UidSet old, Selected state) {
        Talk talk = state.talk();
        return Step.say(
                talk.untagged(Condition.OK, code, Texts.REPLACED),
                () -> talk.ok(() -> ModSeqs.afterRemoval(old, state), Texts.completed("REPLACE")));
    }
}
