package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.pennypost.core.text.OctetSet;

/**
 * A forgiving cursor over an unfolded header value: the lexical tokens of RFC 5322 §3.2 and RFC 2045 §5.1.
 *
 * <p>It never throws and reads no octet more than twice: a quoted string or a comment that nothing ends is found out
 * once, and from then on its opening character is a character like others.
 */
final class HeaderScanner {
    static final int END = -1;
    /** RFC 5322 §3.2.3 {@code atext}, with 8-bit octets for RFC 6532 §3.2 and older habits. */
    static final OctetSet ATEXT =
            OctetSet.ALPHA.and(OctetSet.DIGIT).and("!#$%&'*+-/=?^_`{|}~").and(OctetSet.NON_ASCII);

    /** What ends a literal, or an address in which one was begun, so that it is not looked for its end again. */
    private static final OctetSet LITERAL_ENDS = OctetSet.of("]>,;");

    private final byte[] octets;
    private int at;
    private boolean quotesEnd = true;
    private boolean commentsEnd = true;
    private RawText comment = RawText.ABSENT;

    HeaderScanner(RawText value) {
        this.octets = value.array();
    }

    boolean atEnd() {
        return at == octets.length;
    }

    int peek() {
        return at < octets.length ? octets[at] & 0xFF : END;
    }

    /** Moves over the next octet, if there is one. */
    void skip() {
        at = Math.min(at + 1, octets.length);
    }

    boolean skip(int octet) {
        if (peek() != octet) {
            return false;
        }
        at++;
        return true;
    }

    /** What the last comment said that {@link #skipSpace} went over since {@link #forgetComment}, or absent. */
    RawText comment() {
        return comment;
    }

    void forgetComment() {
        comment = RawText.ABSENT;
    }

    /** RFC 5322 §3.2.2 {@code [CFWS]}; answers whether there was any. */
    boolean skipSpace() {
        int from = at;
        while (isSpace(peek()) || peek() == '(' && skipComment()) {
            if (isSpace(peek())) {
                at++;
            }
        }
        return at > from;
    }

    /** Moves over octets of a set and appends them; answers whether there were any. */
    boolean take(OctetSet set, Octets into) {
        int from = at;
        while (set.contains(peek())) {
            at++;
        }
        into.append(octets, from, at);
        return at > from;
    }

    /** How many octets are behind. */
    int at() {
        return at;
    }

    /** Moves over letters, and answers them in lower case. */
    String word() {
        int from = at;
        while (OctetSet.ALPHA.contains(peek())) {
            at++;
        }
        return new String(octets, from, at - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    /** Moves over digits, and answers the number that they are; −1 if there are none or more than so many (9 at most). */
    int number(int mostDigits) {
        int from = at;
        int number = 0;
        while (OctetSet.DIGIT.contains(peek())) {
            number = 10 * number + octets[at++] - '0';
        }
        return at == from || at - from > mostDigits ? -1 : number;
    }

    /** RFC 5322 §3.2.4 {@code quoted-string}, what it says appended; answers false and stays if none is here. */
    boolean quotedString(Octets into) {
        if (peek() != '"' || !quotesEnd) {
            return false;
        }
        int length = into.length();
        for (int i = at + 1; i < octets.length; i++) {
            if (octets[i] == '"') {
                at = i + 1;
                return true;
            }
            if (octets[i] == '\\' && i + 1 < octets.length) {
                i++;
            }
            into.append(octets[i]);
        }
        into.truncate(length);
        quotesEnd = false;
        return false;
    }

    /** RFC 5322 §3.4.1 {@code domain-literal} with its brackets; answers false and stays if none is here. */
    boolean domainLiteral(Octets into) {
        int end = at;
        while (peek() == '[' && end < octets.length && !LITERAL_ENDS.contains(octets[end])) {
            end++;
        }
        if (end == at || end == octets.length || octets[end] != ']') {
            return false;
        }
        into.append(octets, at, end + 1);
        at = end + 1;
        return true;
    }

    // RFC 5322 §3.2.2: comment = "(" *([FWS] ccontent) [FWS] ")", nested; counted, not called, so depth costs nothing
    private boolean skipComment() {
        if (!commentsEnd) {
            return false;
        }
        Octets text = new Octets(32);
        int depth = 0;
        for (int i = at; i < octets.length; i++) {
            int octet = octets[i];
            if (octet == '\\' && i + 1 < octets.length) {
                text.append(octets[++i]);
                continue;
            }
            depth += octet == '(' ? 1 : octet == ')' ? -1 : 0;
            if (depth == 0) {
                at = i + 1;
                comment = text.toText();
                return true;
            }
            if (i > at) {
                text.append(octet);
            }
        }
        commentsEnd = false;
        return false;
    }

    private static boolean isSpace(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }
}
