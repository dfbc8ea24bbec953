package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/** Strings between quotes: RFC 9051 §4.3, §9 {@code quoted}. */
final class QuotedString {
    private QuotedString() {}

    /** {@code quoted = DQUOTE *QUOTED-CHAR DQUOTE}; a view of the line unless something is escaped in it */
    static ByteBuffer quoted(OctetScanner in) {
        ByteBuffer text = octets(in);
        // RFC 6855 §3, RFC 9051 §9 QUOTED-CHAR: UTF8-2 / UTF8-3 / UTF8-4 and nothing else beyond ASCII
        if (!Utf8.isValid(text)) {
            throw new SyntaxException("quoted string is not UTF-8");
        }
        return text;
    }

    /** The same with any octets beyond ASCII. */
    static ByteBuffer octets(OctetScanner in) {
        in.expect('"');
        int from = in.position();
        int escapes = 0;
        for (int octet = in.next(); octet != '"'; octet = in.next()) {
            if (octet == '\\') {
                escapes++;
                quotedSpecial(in.next());
            } else if (octet < 0x80 && !ImapOctets.QUOTED_ASCII.contains(octet)) {
                throw new SyntaxException("quoted string does not end");
            }
        }
        ByteBuffer text = in.slice(from, in.position() - 1);
        return escapes == 0 ? text : unescaped(text, escapes);
    }

    /** {@code quoted-specials = DQUOTE / "\"} */
    private static void quotedSpecial(int octet) {
        if (octet != '"' && octet != '\\') {
            throw new SyntaxException("only a quote or a backslash may follow a backslash");
        }
    }

    private static ByteBuffer unescaped(ByteBuffer text, int escapes) {
        ByteBuffer plain = ByteBuffer.allocate(text.remaining() - escapes);
        while (text.hasRemaining()) {
            byte octet = text.get();
            plain.put(octet == '\\' ? text.get() : octet);
        }
        return plain.flip();
    }
}
