package org.pennypost.imap.talk;

import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;

/** The one table from a store's reasons to what a tagged NO says: RFC 9051 §7.1, RFC 5530 §3. */
final class ImapErrors {
    private ImapErrors() {}

    /** The response code for a reason. */
    static ResponseCode code(StoreException.Reason reason) {
        switch (reason) {
            case NONEXISTENT:
                return Word.NONEXISTENT;
            case ALREADY_EXISTS:
                return Word.ALREADYEXISTS;
            case EXPUNGED:
                return Word.EXPUNGEISSUED;
            case CANNOT:
                return Word.CANNOT;
            case OVER_QUOTA:
                return Word.OVERQUOTA;
            case NO_PERMISSION:
                return Word.NOPERM;
            case IN_USE:
                return Word.INUSE;
            case LIMIT:
                return Word.LIMIT;
            case CORRUPTION:
                return Word.CORRUPTION;
            default:
                return Word.UNAVAILABLE;
        }
    }

    /** The text for a reason. */
    static String text(StoreException.Reason reason) {
        switch (reason) {
            case NONEXISTENT:
                return Texts.NO_SUCH_MAILBOX;
            case ALREADY_EXISTS:
                return Texts.NAME_TAKEN;
            case EXPUNGED:
                return Texts.EXPUNGED;
            case CANNOT:
                return Texts.NOT_POSSIBLE;
            case OVER_QUOTA:
                return Texts.NO_ROOM;
            case NO_PERMISSION:
                return Texts.NOT_ALLOWED;
            case IN_USE:
                return Texts.IN_USE;
            case LIMIT:
                return Texts.LIMIT_REACHED;
            case CORRUPTION:
                return Texts.DAMAGED;
            default:
                return Texts.TRY_LATER;
        }
    }
}
