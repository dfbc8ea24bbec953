package org.pennypost.core.text;

/**
 * The client's fault: octets that the grammar of the protocol does not produce.
 *
 * <p>Its message is a short reason in our own words that may go on the wire; it never repeats what the client sent.
 * It carries no stack trace, because garbage must not cost more than a reply. Only {@code Conversation} catches it.
 * A protocol may extend it where the reply depends on the kind of mistake (500 or 501 in SMTP).
 */
public class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what was expected, printable ASCII, without a final full stop */
    public SyntaxException(String reason) {
        super(reason, null, false, false);
    }
}
