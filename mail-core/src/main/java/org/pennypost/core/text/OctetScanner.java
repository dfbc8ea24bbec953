package org.pennypost.core.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the octets of one line, with the moves that a hand-written ABNF parser makes.
 *
 * <p>{@code skip…} moves answer whether they moved; {@code expect…} moves and value moves throw
 * {@link SyntaxException} where the octets do not fit. A parser method that reads like its production:
 * <pre>{@code
 * // RFC 9051 §9: seq-range = seq-number ":" seq-number
 * long first = seqNumber(in);
 * in.expect(':');
 * long last = seqNumber(in);
 * }</pre>
 *
 * <p>Confined to one thread. It never copies the line; {@link #slice} and {@link #take} answer views of it.
 */
public final class OctetScanner {
    /** What {@link #peek} and {@link #next} answer behind the last octet. */
    public static final int END = -1;

    private final byte[] octets;
    private final int start;
    private final int end;
    private int at;

    private OctetScanner(byte[] octets, int start, int end) {
        this.octets = octets;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /** Scans the remaining octets of a buffer, whose position stays where it is. */
    public static OctetScanner of(ByteBuffer line) {
        if (line.hasArray()) {
            int from = line.arrayOffset() + line.position();
            return new OctetScanner(line.array(), from, from + line.remaining());
        }
        byte[] copy = new byte[line.remaining()];
        line.duplicate().get(copy);
        return new OctetScanner(copy, 0, copy.length);
    }

    /** Scans a string of ASCII (or, where the grammar has it, UTF-8) text. */
    public static OctetScanner of(String text) {
        return of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The offset of the next octet from the start of the line. */
    public int position() {
        return at - start;
    }

    /** Goes back (or on) to an offset that {@link #position} gave. */
    public void position(int offset) {
        if (offset < 0 || offset > end - start) {
            throw new IllegalArgumentException("offset " + offset);
        }
        at = start + offset;
    }

    /** How many octets are left. */
    public int remaining() {
        return end - at;
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return at == end;
    }

    /** The next octet without moving, or {@link #END}. */
    public int peek() {
        return at < end ? octets[at] & 0xFF : END;
    }

    /** The octet {@code ahead} places behind the next one without moving, or {@link #END}. */
    public int peek(int ahead) {
        return end - at > ahead ? octets[at + ahead] & 0xFF : END;
    }

    /** The next octet, moving over it, or {@link #END}. */
    public int next() {
        return at < end ? octets[at++] & 0xFF : END;
    }

    /** Moves over {@code octet} if it is the next one. */
    public boolean skip(int octet) {
        if (peek() != octet) {
            return false;
        }
        at++;
        return true;
    }

    /** Moves over {@code ascii}, compared without regard to case, if it comes next. */
    public boolean skipIgnoringCase(String ascii) {
        int length = ascii.length();
        if (remaining() < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(octets[at + i]) != lower((byte) ascii.charAt(i))) {
                return false;
            }
        }
        at += length;
        return true;
    }

    /** Moves over all octets of {@code set} that come next and answers how many they were. */
    public int skipAll(OctetSet set) {
        int from = at;
        while (at < end && set.contains(octets[at] & 0xFF)) {
            at++;
        }
        return at - from;
    }

    /** Moves over {@code octet}, which must come next. */
    public void expect(int octet) {
        if (!skip(octet)) {
            throw new SyntaxException(octet == ' ' ? "expected a space" : "expected \"" + (char) octet + '"');
        }
    }

    /** Moves over {@code ascii}, in any case, which must come next. */
    public void expectIgnoringCase(String ascii) {
        if (!skipIgnoringCase(ascii)) {
            throw new SyntaxException("expected " + ascii);
        }
    }

    /** Checks that nothing is left. */
    public void expectEnd() {
        if (at != end) {
            throw new SyntaxException("unexpected text at the end");
        }
    }

    /** One or more octets of {@code set} as a read-only view; {@code what} names them in the error. */
    public ByteBuffer take(OctetSet set, String what) {
        int from = at;
        if (skipAll(set) == 0) {
            throw new SyntaxException("expected " + what);
        }
        return view(from, at);
    }

    /** One or more octets of {@code set} as a string, each octet one character. */
    public String text(OctetSet set, String what) {
        int from = at;
        if (skipAll(set) == 0) {
            throw new SyntaxException("expected " + what);
        }
        return new String(octets, from, at - from, StandardCharsets.ISO_8859_1);
    }

    /** The octets between two offsets as a read-only view. */
    public ByteBuffer slice(int from, int to) {
        return view(start + from, start + to);
    }

    /** What is left, as a read-only view; the scanner is then at its end. */
    public ByteBuffer rest() {
        int from = at;
        at = end;
        return view(from, end);
    }

    /**
     * A decimal number, RFC 9051 §9 {@code number}, of at most {@code max}. Leading zeros are taken; more than
     * twenty digits are not, whatever their value.
     */
    public long number(long max) {
        int from = at;
        long value = 0;
        while (at < end && octets[at] >= '0' && octets[at] <= '9') {
            int digit = octets[at] - '0';
            if (at - from == 20 || digit > max || value > (max - digit) / 10) {
                throw new SyntaxException("number too large");
            }
            value = value * 10 + digit;
            at++;
        }
        if (at == from) {
            throw new SyntaxException("expected a number");
        }
        return value;
    }

    private ByteBuffer view(int from, int to) {
        return ByteBuffer.wrap(octets, from, to - from).slice().asReadOnlyBuffer();
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }
}
