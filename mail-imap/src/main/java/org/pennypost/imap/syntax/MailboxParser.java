package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.MailboxCommand.Create;
import org.pennypost.imap.syntax.MailboxCommand.Examine;
import org.pennypost.imap.syntax.MailboxCommand.Rename;
import org.pennypost.imap.syntax.MailboxCommand.Select;
import org.pennypost.imap.syntax.MailboxCommand.Status;

/** The arguments of the commands about one mailbox: RFC 9051 §6.3.2 to §6.3.11. */
final class MailboxParser {
    private MailboxParser() {}

    /** {@code select = "SELECT" SP mailbox [select-params]}, RFC 4466 §2.1 */
    static Select select(ImapScanner in) {
        return new Select(spelledMailbox(in), ParameterParser.selectParams(in));
    }

    /** {@code examine = "EXAMINE" SP mailbox [select-params]}, RFC 4466 §2.1 */
    static Examine examine(ImapScanner in) {
        return new Examine(spelledMailbox(in), ParameterParser.selectParams(in));
    }

    /** {@code create = "CREATE" SP mailbox [create-params]}, RFC 4466 §2.2 */
    static Create create(ImapScanner in) {
        in.space();
        return new Create(in.newMailbox(), ParameterParser.createParams(in));
    }

    /** {@code rename = "RENAME" SP mailbox SP mailbox}; no {@code rename-param} (RFC 4466 §2.3) is defined */
    static Rename rename(ImapScanner in) {
        SpelledName from = spelledMailbox(in);
        in.space();
        return new Rename(from, in.newMailbox());
    }

    /** {@code status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"} */
    static Status status(ImapScanner in) {
        MailboxName mailbox = mailbox(in);
        in.space();
        return new Status(mailbox, statusAtts(in));
    }

    /** {@code "(" status-att *(SP status-att) ")"} */
    static List<StatusItem> statusAtts(ImapScanner in) {
        return new ArrayList<>(new LinkedHashSet<>(in.list(MailboxParser::statusAtt)));
    }

    /** {@code SP mailbox} */
    static MailboxName mailbox(ImapScanner in) {
        in.space();
        return in.mailbox();
    }

    /** {@code SP mailbox}, and how it was spelled */
    static SpelledName spelledMailbox(ImapScanner in) {
        in.space();
        return in.spelledMailbox();
    }

    private static StatusItem statusAtt(ImapScanner in) {
        String name = in.word(ImapOctets.LABEL_CHAR);
        for (StatusItem item : StatusItem.values()) {
            if (item.label().equals(name)) {
                return item;
            }
        }
        throw new SyntaxException("unknown status item");
    }
}
