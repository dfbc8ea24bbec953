package org.pennypost.core.mailbox;

import java.util.Locale;
import java.util.Optional;

/** What a mailbox is for, RFC 6154 §2 and RFC 8457 §3. */
public enum SpecialUse {
    /** All messages. */
    ALL,
    /** Archived messages. */
    ARCHIVE,
    /** Messages being written. */
    DRAFTS,
    /** Messages marked as important by the user. */
    FLAGGED,
    /** Messages that seem unwanted. */
    JUNK,
    /** Copies of what was sent. */
    SENT,
    /** Messages on their way out. */
    TRASH,
    /** Messages that the server holds for important (RFC 8457 §3). */
    IMPORTANT;

    private final String attribute =
            "\\" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);

    /** The attribute in a LIST response, such as {@code \Sent}. */
    public String attribute() {
        return attribute;
    }

    /** The use that an attribute names, in any case. */
    public static Optional<SpecialUse> of(String attribute) {
        for (SpecialUse use : values()) {
            if (use.attribute.equalsIgnoreCase(attribute)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }
}
