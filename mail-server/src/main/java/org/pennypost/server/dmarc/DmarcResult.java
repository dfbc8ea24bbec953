package org.pennypost.server.dmarc;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a message is from where its author says.
 *
 * @param verdict RFC 7489 §11.2
 * @param author the domain of the From field, in lower case; empty if there is not just one
 * @param published what the owner of the domain asks for
 * @param asked what he asks for this message: {@code pct=} may spare it
 * @param reason why there is no answer
 * @param evaluation what it came from; empty if there is no record
 */
public record DmarcResult(
        Verdict verdict,
        String author,
        DmarcPolicy published,
        DmarcPolicy asked,
        String reason,
        Optional<DmarcEvaluation> evaluation) {
    /** RFC 7489 §11.2. */
    public enum Verdict {
        /** The owner does not say. */
        NONE,
        /** It is. */
        PASS,
        /** There is nothing that says so. */
        FAIL,
        /** It cannot be told now. */
        TEMPERROR,
        /** It can never be told. */
        PERMERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DmarcResult without(Verdict verdict, String author, String reason) {
        return new DmarcResult(verdict, author, DmarcPolicy.NONE, DmarcPolicy.NONE, reason, Optional.empty());
    }
}
