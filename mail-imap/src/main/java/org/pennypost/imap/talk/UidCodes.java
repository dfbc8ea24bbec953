package org.pennypost.imap.talk;

import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Mailbox.Appended;
import org.pennypost.core.mailbox.Mailbox.Copied;
import org.pennypost.core.mailbox.Right;
import org.pennypost.imap.syntax.ResponseCode;

/**
 * APPENDUID and COPYUID, RFC 4315 §3. Who may put mail into a mailbox of others and not look into it hears nothing of the
 * UIDs there (RFC 4315 §5, RFC 9051 §11.4).
 */
final class UidCodes {
    private UidCodes() {}

    static ResponseCode appended(Mailbox to, Appended appended) {
        return mayLook(to) ? new ResponseCode.AppendUid(appended.uidValidity(), appended.uids()) : ResponseCode.NONE;
    }

    static ResponseCode copied(Mailbox to, Copied copied) {
        return mayLook(to)
                ? new ResponseCode.CopyUid(copied.uidValidity(), copied.source(), copied.target())
                : ResponseCode.NONE;
    }

    private static boolean mayLook(Mailbox mailbox) {
        return LentMailbox.rights(mailbox).contains(Right.READ);
    }
}
