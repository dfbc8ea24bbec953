package org.pennypost.imap.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of APPEND or REPLACE between two literals: such a command is read and served piece by piece, so that neither
 * its messages nor their number show in memory.
 *
 * @param pieces what it says; only the last can announce a literal
 * @param behind where the grammar stands behind that literal; no matter if there is none, for then the command ends here
 */
public record AppendSegment(List<AppendPiece> pieces, Place behind) {
    /** Where in {@code append-message} a literal has just ended. */
    public enum Place {
        /** Behind the mailbox: nothing of a message has come yet. */
        MAILBOX,
        /** Behind a message that is one literal. */
        MESSAGE,
        /** In the list of CATENATE, behind one of its parts. */
        PART,
        /** Behind the literal of UTF8 (RFC 6855 §4), before its closing parenthesis. */
        UTF8,
        /** The same in the list of CATENATE. */
        UTF8_PART
    }

    public AppendSegment {
        pieces = List.copyOf(pieces);
    }

    /** The literal that follows; empty if the command ends here. */
    public Optional<LiteralAnnouncement> announced() {
        AppendPiece last = pieces.get(pieces.size() - 1);
        if (last instanceof AppendPiece.Text text) {
            return Optional.of(text.literal());
        }
        return last instanceof AppendPiece.UrlText url ? Optional.of(url.literal()) : Optional.empty();
    }
}
