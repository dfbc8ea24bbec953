package org.pennypost.smtp.talk;

import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.sasl.SaslTurn;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.syntax.CommandFault;
import org.pennypost.smtp.syntax.EnhancedStatus;
import org.pennypost.smtp.syntax.SmtpReply;

/** The one table of errors: what went wrong, and the reply that says so (RFC 5321 §4.2, RFC 3463). */
final class SmtpErrors {
    private SmtpErrors() {}

    /** What the store, or what lies behind the delivery, could not do. */
    static SmtpReply reply(StoreException.Reason reason) {
        switch (reason) {
            case NONEXISTENT:
                return Replies.NO_SUCH_MAILBOX;
            case CANNOT:
                return Replies.CANNOT_STORE;
            case OVER_QUOTA:
                return Replies.MAILBOX_FULL;
            case NO_PERMISSION:
                return Replies.FORBIDDEN;
            case IN_USE:
                return Replies.MAILBOX_BUSY;
            case LIMIT:
                return Replies.NO_ROOM;
            default:
                // UNAVAILABLE, CORRUPTION, and what delivery never meets: it may work later
                return Replies.LOCAL_ERROR;
        }
    }

    /** A recipient that is not accepted. */
    static SmtpReply reply(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return reply(refused.reason());
        }
        if (verdict instanceof Verdict.Told told) {
            return new SmtpReply(told.code(), EnhancedStatus.of(told.subject(), told.detail()), told.lines());
        }
        if (verdict instanceof Verdict.Failed failed) {
            return reply(failed.cause().reason());
        }
        throw new IllegalArgumentException("accepted");
    }

    /** Why a login failed, RFC 4954 §4 and §6; never who or what exactly. */
    static SmtpReply reply(SaslTurn.Reason reason) {
        switch (reason) {
            case MALFORMED:
                return Replies.BAD_RESPONSE;
            case TOO_LONG:
                return Replies.RESPONSE_TOO_LONG;
            default:
                return Replies.BAD_CREDENTIALS;
        }
    }

    /** A line that is no command. */
    static SmtpReply reply(SyntaxException fault) {
        CommandFault.Kind kind = fault instanceof CommandFault command ? command.kind() : CommandFault.Kind.ARGUMENTS;
        switch (kind) {
            case LINE:
                return Replies.fault(500, 5, 2, fault);
            case UNRECOGNIZED:
                return Replies.fault(500, 5, 1, fault);
            case NOT_IMPLEMENTED:
                return Replies.fault(502, 5, 1, fault);
            case SENDER:
                return Replies.fault(501, 1, 7, fault);
            case RECIPIENT:
                return Replies.fault(501, 1, 3, fault);
            case PARAMETER:
                return Replies.fault(555, 5, 4, fault);
            default:
                return Replies.fault(501, 5, 4, fault);
        }
    }

    private static SmtpReply reply(Verdict.Refusal refusal) {
        switch (refusal) {
            case NO_SUCH_MAILBOX:
                return Replies.NO_SUCH_MAILBOX;
            case RELAY_DENIED:
                return Replies.RELAY_DENIED;
            case MAILBOX_DISABLED:
                return Replies.MAILBOX_DISABLED;
            case MAILBOX_FULL:
                return Replies.MAILBOX_FULL;
            case FORWARDED:
                return Replies.FORWARDED;
            case OWNER_CHANGED:
                return Replies.OWNER_CHANGED;
            case UNAUTHENTICATED:
                return Replies.UNAUTHENTICATED;
            case NOT_NOW:
                return Replies.NOT_NOW;
            default:
                return Replies.FORBIDDEN;
        }
    }
}
