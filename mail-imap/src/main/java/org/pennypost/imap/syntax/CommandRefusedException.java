package org.pennypost.imap.syntax;

import org.pennypost.core.text.SyntaxException;

/** The client's fault where the answer is not a plain BAD: an unknown charset, a mailbox name that cannot be. */
public final class CommandRefusedException extends SyntaxException {
    private static final long serialVersionUID = 1L;

    private final Condition condition;
    private final transient ResponseCode code;
    private final boolean emptiesSaved;

    /** @param reason printable ASCII, without a final full stop */
    public CommandRefusedException(Condition condition, ResponseCode code, String reason) {
        this(condition, code, reason, false);
    }

    private CommandRefusedException(Condition condition, ResponseCode code, String reason, boolean emptiesSaved) {
        super(reason);
        this.condition = condition;
        this.code = code;
        this.emptiesSaved = emptiesSaved;
    }

    /** The same, of a SEARCH that was to save what it finds. */
    public CommandRefusedException emptyingSaved() {
        return new CommandRefusedException(condition, code, getMessage(), true);
    }

    /** Whether no search result is saved any more (RFC 9051 §6.4.4.1). */
    public boolean emptiesSaved() {
        return emptiesSaved;
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
