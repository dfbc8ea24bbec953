package org.pennypost.imap.syntax;

import org.pennypost.core.mailbox.MailboxName;

/**
 * A mailbox as a client names it: its name, and how the client spelled it, which may be another form of that name
 * (RFC 9051 §5.1; RFC 9051 §6.3.9.7 OLDNAME tells the client).
 */
public record SpelledName(MailboxName name, String spelling) {
    /** A name spelled as we spell it. */
    public static SpelledName of(MailboxName name) {
        return new SpelledName(name, name.path());
    }

    /** Whether the client's spelling is not the name that we use. */
    public boolean isNormalized() {
        return !spelling.equals(name.path());
    }
}
