package org.pennypost.imap.syntax;

import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.imap.syntax.AclCommand.DeleteAcl;
import org.pennypost.imap.syntax.AclCommand.ListRights;
import org.pennypost.imap.syntax.AclCommand.RightsChange;
import org.pennypost.imap.syntax.AclCommand.SetAcl;

/** The arguments of the commands about rights: RFC 4314 §3, §7. */
final class AclParser {
    private AclParser() {}

    /** {@code setacl = "SETACL" SP mailbox SP identifier SP mod-rights} */
    static SetAcl setAcl(ImapScanner in) {
        MailboxName mailbox = MailboxParser.mailbox(in);
        String identifier = AccessList.identifier(identifier(in));
        in.space();
        return new SetAcl(mailbox, identifier, modRights(in.astringText()));
    }

    /** {@code deleteacl = "DELETEACL" SP mailbox SP identifier} */
    static DeleteAcl deleteAcl(ImapScanner in) {
        MailboxName mailbox = MailboxParser.mailbox(in);
        return new DeleteAcl(mailbox, AccessList.identifier(identifier(in)));
    }

    /** {@code listrights = "LISTRIGHTS" SP mailbox SP identifier}; the answer has the client's spelling (RFC 4314 §3.4) */
    static ListRights listRights(ImapScanner in) {
        MailboxName mailbox = MailboxParser.mailbox(in);
        String spelling = identifier(in);
        return new ListRights(mailbox, AccessList.identifier(spelling), spelling);
    }

    /** {@code identifier = astring} */
    private static String identifier(ImapScanner in) {
        in.space();
        return in.astringText();
    }

    /** {@code mod-rights = astring}: rights, or those to add behind {@code +}, or those to remove behind {@code -} */
    private static RightsChange modRights(String text) {
        if (text.startsWith("+")) {
            return new RightsChange(RightsChange.Mode.ADD, Rights.parse(text.substring(1)));
        } else if (text.startsWith("-")) {
            return new RightsChange(RightsChange.Mode.REMOVE, Rights.parse(text.substring(1)));
        }
        return new RightsChange(RightsChange.Mode.REPLACE, Rights.parse(text));
    }
}
