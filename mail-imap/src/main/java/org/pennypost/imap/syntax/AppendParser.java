package org.pennypost.imap.syntax;

import java.util.Optional;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command.Append;

/** The arguments of APPEND up to the octets of its message: RFC 9051 §6.3.12. */
final class AppendParser {
    private AppendParser() {}

    /**
     * {@code append = "APPEND" SP mailbox [SP flag-list] [SP date-time] SP literal}; empty if what is announced at the
     * end is the mailbox.
     */
    static Optional<Append> append(ImapScanner in) {
        in.space();
        if (in.literalPending()) {
            return Optional.empty();
        }
        MailboxName mailbox = in.mailbox();
        return Optional.of(new Append(mailbox, appendMessage(in)));
    }

    /** {@code append-message = [SP flag-list] [SP date-time] SP append-data}, RFC 4466 §3 */
    static AppendMessage appendMessage(ImapScanner in) {
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = FlagParser.flagList(in);
            in.space();
        }
        AppendMessage.Date date = new AppendMessage.Now();
        if (in.peek() == '"') {
            date = new AppendMessage.Given(in.dateTime());
            in.space();
        }
        if (in.peek() != '{' && in.peek() != '~') {
            throw new SyntaxException("expected a literal");
        }
        AppendMessage message = new AppendMessage(flags, date, in.announcement());
        in.expectEnd();
        message.literal().check(in.limits());
        return message;
    }
}
