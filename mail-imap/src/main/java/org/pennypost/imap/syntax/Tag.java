package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * The name that a client gives a command, and that its answer repeats: RFC 9051 §2.2.1 and §9 {@code tag}.
 *
 * @param text one to {@value #MAX_LENGTH} {@code ASTRING-CHAR}s, no {@code +}
 */
public record Tag(String text) {
    /** The most characters of a tag. */
    public static final int MAX_LENGTH = 256;

    /** @throws SyntaxException if this is no tag, or too long a one */
    public Tag {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(ImapOctets.TAG_CHAR::contains)) {
            throw new SyntaxException("invalid tag");
        }
    }

    /**
     * The tag that a line starts with, even if nothing behind it makes sense, so that the client learns which command
     * was BAD (RFC 9051 §7.1.3); empty if there is none.
     */
    public static Optional<Tag> of(ByteBuffer line) {
        OctetScanner in = OctetScanner.of(line);
        int length = in.skipAll(ImapOctets.TAG_CHAR);
        if (length == 0 || length > MAX_LENGTH || !in.atEnd() && in.peek() != ' ') {
            return Optional.empty();
        }
        in.position(0);
        return Optional.of(new Tag(in.text(ImapOctets.TAG_CHAR, "a tag")));
    }

    @Override
    public String toString() {
        return text;
    }
}
