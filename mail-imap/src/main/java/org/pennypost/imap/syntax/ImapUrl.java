package org.pennypost.imap.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/**
 * A URL that names a message, or a part of one, of the account that reads it: a relative IMAP URL, RFC 5092 §7 and §11
 * {@code iuid}, {@code isection}, {@code ipartial}. There are no others here (RFC 4469 §3).
 *
 * @param mailbox where the message is
 * @param uidValidity the UIDVALIDITY that the mailbox must have; 0 for any
 * @param uid the message
 * @param section the section of it
 * @param partial which octets of the section
 */
public record ImapUrl(MailboxName mailbox, long uidValidity, long uid, Section section, Partial partial) {
    /** RFC 3986 §2.3, and what stands between the levels of a name. */
    private static final OctetSet PLAIN = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-._~/");

    /**
     * Reads a URL.
     *
     * @param base the path that it is relative to (RFC 3986 §5.2.3): that of the selected mailbox, or nothing
     * @throws SyntaxException if it is none of these URLs
     */
    public static ImapUrl parse(String url, String base) {
        // RFC 4469 §3: with a scheme or a server it is none of ours
        if (url.startsWith("//") || url.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
            throw new SyntaxException("not a relative URL");
        }
        int uidAt = lastIndexOf(url, "/;UID=");
        boolean inBase = uidAt < 0 && url.regionMatches(true, 0, ";UID=", 0, 5);
        if (uidAt < 0 && !inBase) {
            throw new SyntaxException("no message is named");
        }
        String[] parts = url.substring(inBase ? 0 : uidAt + 1).split("/");
        String[] place = (inBase ? base : absolute(url.substring(0, uidAt), base)).split("(?i);UIDVALIDITY=", 2);
        Section section = Section.WHOLE;
        Partial partial = Partial.WHOLE;
        for (int i = 1; i < parts.length; i++) {
            if (i == 1 && isNamed(parts[i], ";SECTION=")) {
                section = SectionParser.section(scan("[" + decoded(parts[i].substring(9)) + "]"));
            } else if (i == parts.length - 1 && isNamed(parts[i], ";PARTIAL=")) {
                partial = partial(parts[i].substring(9));
            } else {
                throw new SyntaxException("not a part of a message");
            }
        }
        return new ImapUrl(
                MailboxName.of(decoded(place[0])),
                place.length > 1 ? whole(place[1]) : 0,
                whole(parts[0].substring(5)),
                section,
                partial);
    }

    /** A mailbox as a URL names it, RFC 5092 §3: octets that might mean something else there with a percent sign. */
    public static String path(MailboxName mailbox) {
        StringBuilder path = new StringBuilder();
        for (byte octet : mailbox.path().getBytes(StandardCharsets.UTF_8)) {
            path.append(PLAIN.contains(octet & 0xFF) ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return path.toString();
    }

    /** {@code partial-range = number ["." nz-number]}, RFC 5092 §11 */
    private static Partial partial(String text) {
        ImapScanner in = scan(text);
        long offset = in.number64();
        Partial partial = new Partial(offset, in.skip('.') ? in.nzNumber64() : Long.MAX_VALUE);
        in.expectEnd();
        return partial;
    }

    private static long whole(String number) {
        ImapScanner in = scan(number);
        long value = in.nzNumber();
        in.expectEnd();
        return value;
    }

    /** RFC 3986 §5.2.3: a path that does not begin at the root replaces the last segment of the base. */
    private static String absolute(String path, String base) {
        return path.startsWith("/") ? path.substring(1) : base.substring(0, base.lastIndexOf('/') + 1) + path;
    }

    /** Where a name that is written in any case begins last; −1 if it is nowhere. */
    static int lastIndexOf(String url, String name) {
        int at = url.length() - name.length();
        while (at >= 0 && !url.regionMatches(true, at, name, 0, name.length())) {
            at--;
        }
        return Math.max(-1, at);
    }

    private static boolean isNamed(String part, String name) {
        return part.regionMatches(true, 0, name, 0, name.length());
    }

    private static ImapScanner scan(String text) {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new ImapScanner(OctetScanner.of(octets), ImapLimits.DEFAULT, TextMode.UTF8);
    }

    /** RFC 3986 §2.1, over UTF-8. */
    static String decoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                octets.write(in[i]);
                continue;
            }
            boolean whole = i + 2 < in.length;
            int high = whole ? Character.digit(in[i + 1], 16) : -1;
            int low = whole ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new SyntaxException("a percent sign without its octet");
            }
            octets.write(high << 4 | low);
            i += 2;
        }
        return Utf8.decode(ByteBuffer.wrap(octets.toByteArray()));
    }
}
