/**
 * IMAP between octets and values, without state: commands are parsed here, responses are formatted here.
 *
 * <p>Sources: RFC 9051 (IMAP4rev2) and RFC 3501 (IMAP4rev1), whose grammars differ by what {@code TextMode} says and by
 * a few words that only one of them has.
 */
package org.pennypost.imap.syntax;
