package org.pennypost.imap.syntax;

/** How text beyond ASCII goes over the wire in both directions. */
public enum TextMode {
    /** RFC 3501 §5.1.3: mailbox names in modified UTF-7; what else is no ASCII is sent as literals. */
    ASCII,
    /**
     * Once the client has enabled IMAP4rev2 or UTF8=ACCEPT: mailbox names and quoted strings in UTF-8 (RFC 9051 §5.1
     * and §4.3, RFC 6855 §3).
     */
    UTF8
}
