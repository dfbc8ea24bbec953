package org.pennypost.smtp.syntax;

import org.pennypost.core.text.SyntaxException;

/** A line that is no command, and what kind of mistake it is, which decides the reply code. */
public final class CommandFault extends SyntaxException {
    private static final long serialVersionUID = 1L;

    /** The kinds of mistake. */
    public enum Kind {
        /** The line itself: too long, a forbidden octet, a bare LF (RFC 5321 §4.3.2: 500). */
        LINE,
        /** A verb that nobody knows (RFC 5321 §4.2.4: 500). */
        UNRECOGNIZED,
        /** A verb that is known and not served (RFC 5321 §4.2.4: 502). */
        NOT_IMPLEMENTED,
        /** Arguments that the command's grammar does not have (RFC 5321 §4.3.2: 501). */
        ARGUMENTS,
        /** No reverse-path (RFC 3463 §3.2 X.1.7: 501). */
        SENDER,
        /** No forward-path (RFC 3463 §3.2 X.1.3: 501). */
        RECIPIENT,
        /** A parameter of MAIL or RCPT that is not known (RFC 5321 §4.1.1.11: 555). */
        PARAMETER
    }

    private final Kind kind;

    /** @param reason what is wrong, printable ASCII, nothing of what the client sent */
    public CommandFault(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** What kind of mistake it is. */
    public Kind kind() {
        return kind;
    }
}
