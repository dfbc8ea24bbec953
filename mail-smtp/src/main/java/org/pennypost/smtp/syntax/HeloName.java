package org.pennypost.smtp.syntax;

import org.pennypost.core.address.Host;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;

/**
 * The name by which a client calls itself in EHLO or HELO: RFC 5321 §4.1.1.1 {@code Domain / address-literal}.
 *
 * <p>Deviates from RFC 5321 §4.1.2: underscores are taken in it, because Windows hosts have them in their names and
 * their users would not understand why they cannot send mail. Nothing depends on the name; it is never verified.
 * Printable ASCII of at most {@value #MAX_OCTETS} octets. Immutable.
 *
 * @param text the name as the client wrote it
 */
public record HeloName(String text) {
    /** RFC 5321 §4.5.3.1.2: the longest name, in octets. */
    public static final int MAX_OCTETS = 255;

    /** @throws SyntaxException if the text is neither a name nor an address literal */
    public HeloName {
        if (text.length() > MAX_OCTETS) {
            throw new SyntaxException("name too long");
        }
        // an underscore counts as a letter
        Host.parse(text.replace('_', 'x'), Repertoire.ASCII);
    }

    /** Whether it is a domain or an address literal as RFC 5321 §4.1.2 has them; it is mostly. */
    public boolean isHost() {
        return text.indexOf('_') < 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
