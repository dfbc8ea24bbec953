package org.pennypost.core.message;

/** Which text of a part or a message is meant: the last word of RFC 9051 §6.4.5.1 {@code section-spec}. */
public enum SectionText {
    /** No word: {@code BODY[]}, {@code BODY[1.2]}. */
    WHOLE,
    /** {@code HEADER}: the header of a message. */
    HEADER,
    /** {@code TEXT}: the body of a message. */
    TEXT,
    /** {@code MIME}: the header of a part. */
    MIME
}
