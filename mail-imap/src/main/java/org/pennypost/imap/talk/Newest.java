package org.pennypost.imap.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.PartialRange;
import org.pennypost.imap.syntax.ResponseCode;

/**
 * Where the operator bounds how many messages one command works on: MESSAGELIMIT and SAVELIMIT, RFC 9738. A command that
 * may do its work in parts does it with the newest messages and says how far it came; another one does nothing.
 */
final class Newest {
    private Newest() {}

    /** Those that the command in progress works on; its answer then says what is left. */
    static UidSet of(UidSet numbers, Selection selection, Talk talk) {
        long most = talk.setup().limits().messages().any();
        if (numbers.size() <= most) {
            return numbers;
        }
        UidSet newest = newest(numbers, most);
        talk.limited(new ResponseCode.MessageLimit(most, selection.view().uid((int) newest.first(0))));
        return newest;
    }

    /** Goes on unless there are too many messages to save; the refusal names the lowest UID that would have had room. */
    static Step ifAllCanBeSaved(UidSet numbers, Selection selection, Talk talk, Step.Next then) throws StoreException {
        long most = talk.setup().limits().messages().most();
        if (numbers.size() <= most) {
            return then.step();
        }
        long lowest = selection.view().uid((int) newest(numbers, most).first(0));
        return talk.no(new ResponseCode.MessageLimit(most, lowest), Texts.TOO_MANY_AT_ONCE);
    }

    /** Goes on unless there are more messages than a command may look at that cannot do its work in parts. */
    static Step ifAtMost(long messages, Talk talk, Step.Next then) throws StoreException {
        long most = talk.setup().limits().messages().any();
        return messages <= most ? then.step() : talk.no(new ResponseCode.MessageLimit(most, 0), Texts.TOO_MANY_AT_ONCE);
    }

    private static UidSet newest(UidSet numbers, long most) {
        return new PartialRange(-1, -most).of(numbers);
    }
}
