package org.pennypost.imap.syntax;

import org.pennypost.core.text.SyntaxException;

/** The client's fault where the answer is not a plain BAD: an unknown charset, a mailbox name that cannot be. */
public final class CommandRefusedException extends SyntaxException {
    private static final long serialVersionUID = 1L;

    private final Condition condition;
    private final transient ResponseCode code;

    /** @param reason printable ASCII, without a final full stop */
    public CommandRefusedException(Condition condition, ResponseCode code, String reason) {
        super(reason);
        this.condition = condition;
        this.code = code;
    }

    /** NO or BAD. */
    public Condition condition() {
        return condition;
    }

    /** What to tell the client's program. */
    public ResponseCode code() {
        return code;
    }
}
