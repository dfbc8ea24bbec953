package org.pennypost.imap.syntax;

import org.pennypost.core.text.OctetSet;

/** The character classes of RFC 9051 §9. */
final class ImapOctets {
    /** {@code CHAR} without {@code atom-specials}. */
    static final OctetSet ATOM_CHAR = OctetSet.VCHAR.without("(){%*\"\\]");
    /** {@code ATOM-CHAR / resp-specials}. */
    static final OctetSet ASTRING_CHAR = ATOM_CHAR.and("]");
    /** {@code <any ASTRING-CHAR except "+">}. */
    static final OctetSet TAG_CHAR = ASTRING_CHAR.without("+");
    /** {@code ATOM-CHAR / list-wildcards / resp-specials}. */
    static final OctetSet LIST_CHAR = ASTRING_CHAR.and("%*");
    /** {@code <any TEXT-CHAR except quoted-specials>}: what stands for itself in a quoted string. */
    static final OctetSet QUOTED_ASCII = OctetSet.range(0x01, 0x7F).without("\r\n\"\\");
    /** {@code base64-char}, and the {@code =} of {@code base64-terminal}. */
    static final OctetSet BASE64_CHAR = OctetSet.ALPHA.and(OctetSet.DIGIT).and("+/=");
    /** {@code tagged-label-char}. */
    static final OctetSet LABEL_CHAR = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-_.:");

    private ImapOctets() {}
}
