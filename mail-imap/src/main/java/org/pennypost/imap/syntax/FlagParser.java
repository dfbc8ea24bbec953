package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.text.SyntaxException;

/** Flags as a client names them: RFC 9051 §2.3.2 and §9. */
final class FlagParser {
    private FlagParser() {}

    /** {@code flag = "\Answered" / … / flag-keyword / flag-extension}; no \Recent, no flag that nobody defined */
    static Flag flag(ImapScanner in) {
        boolean system = in.skip('\\');
        String name = in.atom("a flag");
        return Flag.of(system ? "\\" + name : name);
    }

    /** {@code flag-keyword = … / atom} */
    static Flag flagKeyword(ImapScanner in) {
        return Flag.of(in.atom("a keyword"));
    }

    /** {@code flag-list = "(" [flag *(SP flag)] ")"} */
    static Flags flagList(ImapScanner in) {
        return Flags.of(in.listOrEmpty(FlagParser::flag));
    }

    /**
     * {@code flag-list} of APPEND. Deviates from RFC 9051 §2.2.1: a blank stands before the first flag, too, because
     * Dovecot as a client (imapc) writes it for a message that has keywords and no other flags, and would stop there.
     */
    static Flags flagListOfAppend(ImapScanner in) {
        in.expect('(');
        in.skip(' ');
        Flags flags = in.peek() == ')' ? Flags.NONE : bareFlags(in);
        in.expect(')');
        return flags;
    }

    /** {@code flag-list / (flag *(SP flag))} */
    static Flags flags(ImapScanner in) {
        return in.peek() == '(' ? flagList(in) : bareFlags(in);
    }

    private static Flags bareFlags(ImapScanner in) {
        List<Flag> flags = new ArrayList<>();
        do {
            if (flags.size() == in.limits().items()) {
                throw new SyntaxException("too many flags");
            }
            flags.add(flag(in));
        } while (in.skip(' '));
        return Flags.of(flags);
    }
}
