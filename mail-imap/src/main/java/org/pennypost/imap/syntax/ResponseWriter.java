package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.RawText;

/**
 * Responses on their way to octets: a growing buffer, and the productions of RFC 9051 §9 that several responses share.
 *
 * <p>Whole responses are written by {@link StatusResponse}, {@link MailboxResponse}, {@link ListResponse},
 * {@link SearchResponse}, {@link EsearchResponse}, {@link ThreadResponse}, {@link FetchResponse}, {@link AclResponse},
 * {@link QuotaResponse} and {@link MetadataResponse}, each of which writes to one of these. Many responses may be written
 * before {@link #take} gives them away:
 * <pre>{@code
 * while (more() && out.size() < 32 * 1024) {
 *     fetch.open(number).flags(table, bits, false).close();
 * }
 * return Step.say(out.take(), this::next);
 * }</pre>
 *
 * <p>Writing makes no garbage but the buffer. Holds no memory while it is empty. Confined to one thread.
 */
public final class ResponseWriter {
    private static final int FIRST = 512;

    private final OctetBuffer out;
    private TextMode mode;

    private ResponseWriter(TextMode mode, int first) {
        this.out = new OctetBuffer(first);
        this.mode = mode;
    }

    /** A writer for a few small responses. */
    public static ResponseWriter with(TextMode mode) {
        return new ResponseWriter(mode, FIRST);
    }

    /** A writer whose buffer has room for {@code octets} from the first one on. */
    public static ResponseWriter with(TextMode mode, int octets) {
        return new ResponseWriter(mode, octets);
    }

    /** What ENABLE has changed holds from here on. */
    public void mode(TextMode now) {
        mode = now;
    }

    TextMode mode() {
        return mode;
    }

    /** How many octets are waiting to be taken. */
    public int size() {
        return out.length();
    }

    /** Takes back what was written since {@link #size} was this. */
    public void backTo(int size) {
        out.truncate(size);
    }

    /** All that was written, to be sent. */
    public Payload.Octets take() {
        return new Payload.Octets(out.take());
    }

    /** One octet. */
    public ResponseWriter octet(int octet) {
        out.octet(octet);
        return this;
    }

    /** Text of ours, ASCII only. */
    public ResponseWriter ascii(String text) {
        out.ascii(text);
        return this;
    }

    /** Octets as they are. */
    public ResponseWriter octets(ByteBuffer octets) {
        out.octets(octets);
        return this;
    }

    /** One space. */
    public ResponseWriter space() {
        out.octet(' ');
        return this;
    }

    /** CRLF. */
    public ResponseWriter crlf() {
        out.octet('\r');
        out.octet('\n');
        return this;
    }

    /** {@code nil} */
    public ResponseWriter nil() {
        out.ascii("NIL");
        return this;
    }

    /** {@code number}, {@code number64} */
    public ResponseWriter number(long number) {
        out.number(number);
        return this;
    }

    /** {@code text}: for people; what is not printable ASCII becomes a question mark, so that no line can be forged. */
    public ResponseWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.octet(c >= ' ' && c <= '~' ? c : '?');
        }
        return this;
    }

    /** A text of ours in another language, in UTF-8: RFC 5255 §3.5 {@code UTF8-TEXT-CHAR}. */
    public ResponseWriter utf8(String text) {
        out.octets(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Words of ours with spaces between them. */
    public ResponseWriter words(Collection<String> words) {
        String between = "";
        for (String word : words) {
            out.ascii(between);
            out.ascii(word);
            between = " ";
        }
        return this;
    }

    /** {@code [flag *(SP flag)]}, without the parentheses */
    public ResponseWriter flags(Flags flags) {
        String between = "";
        for (Flag flag : flags) {
            out.ascii(between);
            out.ascii(flag.name());
            between = " ";
        }
        return this;
    }

    /** {@code [flag-fetch *(SP flag-fetch)]}, without the parentheses, from the bits of a table */
    public ResponseWriter flags(FlagTable table, long bits, boolean recent) {
        out.octets(SystemFlags.text(bits));
        boolean first = (bits & SystemFlags.MASK) == 0;
        for (long rest = bits & ~SystemFlags.MASK; rest != 0; rest &= rest - 1) {
            if (!first) {
                out.octet(' ');
            }
            out.ascii(table.flags().get(Long.numberOfTrailingZeros(rest)).name());
            first = false;
        }
        if (recent) {
            out.ascii(first ? "\\Recent" : " \\Recent");
        }
        return this;
    }

    /** {@code uid-set}; must not be empty */
    public ResponseWriter uidSet(UidSet uids) {
        if (uids.isEmpty()) {
            throw new IllegalArgumentException("no UIDs");
        }
        for (int i = 0; i < uids.ranges(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            out.number(uids.first(i));
            if (uids.last(i) > uids.first(i)) {
                out.octet(':');
                out.number(uids.last(i));
            }
        }
        return this;
    }

    /** {@code mailbox}, in the form that the mode has for names */
    public ResponseWriter mailbox(MailboxName name) {
        return astring(ByteBuffer.wrap(MailboxNames.octets(name.path(), mode)));
    }

    /** {@code string} that is the start of a mailbox name, in the form that the mode has for names */
    ResponseWriter prefix(String prefix) {
        return string(ByteBuffer.wrap(MailboxNames.octets(prefix, mode)));
    }

    /** {@code astring}: bare where that is possible, else {@link #string(ByteBuffer)} */
    public ResponseWriter astring(ByteBuffer octets) {
        boolean bare = octets.hasRemaining();
        for (int i = octets.position(); i < octets.limit() && bare; i++) {
            bare = ImapOctets.ASTRING_CHAR.contains(octets.get(i) & 0xFF);
        }
        return bare && !isNil(octets) ? octets(octets) : string(octets);
    }

    /** {@code astring} of text */
    public ResponseWriter astring(String text) {
        return astring(StandardCharsets.UTF_8.encode(text));
    }

    /** {@code string} of text */
    public ResponseWriter string(String text) {
        return string(StandardCharsets.UTF_8.encode(text));
    }

    /** {@code nstring} */
    public ResponseWriter nstring(RawText text) {
        return text.isAbsent() ? nil() : string(text);
    }

    /** {@code string} of text from a message: mostly it is plain, and then it is copied at once */
    ResponseWriter string(RawText text) {
        int before = out.length();
        out.octet('"');
        out.octets(text);
        if (out.isPlain(before + 1)) {
            out.octet('"');
            return this;
        }
        out.truncate(before);
        return string(text.octets());
    }

    /**
     * {@code string = quoted / literal}: quoted where it is printable ASCII, or UTF-8 and the mode allows that; else a
     * literal. NUL, which neither can hold (RFC 9051 §9 {@code CHAR8}), becomes a question mark.
     */
    public ResponseWriter string(ByteBuffer octets) {
        boolean quotable = true;
        boolean ascii = true;
        for (int i = octets.position(); i < octets.limit() && quotable; i++) {
            int octet = octets.get(i) & 0xFF;
            ascii &= octet < 0x80;
            quotable = octet != 0 && octet != '\r' && octet != '\n';
        }
        if (quotable && (ascii || mode == TextMode.UTF8 && Utf8.isValid(octets))) {
            return quoted(octets);
        }
        literal(octets.remaining());
        for (int i = octets.position(); i < octets.limit(); i++) {
            out.octet(octets.get(i) == 0 ? '?' : octets.get(i));
        }
        return this;
    }

    /** {@code string} of a token, in upper case */
    ResponseWriter token(String token) {
        out.octet('"');
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c == '"' || c == '\\') {
                out.octet('\\');
            }
            out.upper(c >= ' ' && c <= '~' ? c : '?');
        }
        out.octet('"');
        return this;
    }

    /** The announcement of a literal of so many octets, which the caller sends next: {@code "{" number64 "}" CRLF}. */
    public ResponseWriter literal(long octets) {
        out.octet('{');
        out.number(octets);
        out.octet('}');
        return crlf();
    }

    private ResponseWriter quoted(ByteBuffer octets) {
        out.octet('"');
        for (int i = octets.position(); i < octets.limit(); i++) {
            byte octet = octets.get(i);
            if (octet == '"' || octet == '\\') {
                out.octet('\\');
            }
            out.octet(octet);
        }
        out.octet('"');
        return this;
    }

    /** A name that is spelled so must not be taken for the absence of one. */
    private static boolean isNil(ByteBuffer octets) {
        int at = octets.position();
        return octets.remaining() == 3
                && (octets.get(at) | 32) == 'n'
                && (octets.get(at + 1) | 32) == 'i'
                && (octets.get(at + 2) | 32) == 'l';
    }
}
