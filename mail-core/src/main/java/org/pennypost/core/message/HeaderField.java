package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One field of a {@link Header}: a view that reads name and value where they lie.
 *
 * <p>A field is a line and the folded lines behind it (RFC 5322 §2.2.3). White space before the colon (§4.5) does not
 * belong to the name. A line without a colon is a field of no name with the line as its value. Immutable.
 */
public final class HeaderField {
    private final byte[] octets;
    private final int start;
    private final int colon;
    private final int end;

    HeaderField(byte[] octets, int start, int colon, int end) {
        this.octets = octets;
        this.start = start;
        this.colon = colon;
        this.end = end;
    }

    /** Where the field lies in the header section: name, colon, value, folds and the final line end. */
    public Extent extent() {
        return Extent.between(start, end);
    }

    /** The whole field with its final line end, read-only. */
    public ByteBuffer octets() {
        return ByteBuffer.wrap(octets, start, end - start).slice().asReadOnlyBuffer();
    }

    /** Whether this is the field's name, letter case of ASCII aside (RFC 5322 §1.2.2). */
    public boolean isNamed(String name) {
        return hasColon() && Octets.equalsIgnoringCase(octets, start, nameEnd(), name);
    }

    /** The name as it was written, each octet a character; empty for a line without a colon. */
    public String name() {
        return new String(octets, start, nameEnd() - start, StandardCharsets.ISO_8859_1);
    }

    /** Everything between the colon and the final line end, folds included, read-only. */
    public ByteBuffer rawValue() {
        int from = valueStart();
        return ByteBuffer.wrap(octets, from, valueEnd() - from).slice().asReadOnlyBuffer();
    }

    /** The value unfolded (RFC 5322 §2.2.3: line ends removed, their white space kept), without white space around. */
    public RawText value() {
        int from = valueStart();
        int to = valueEnd();
        while (from < to && isSpace(octets[from])) {
            from++;
        }
        while (to > from && isSpace(octets[to - 1])) {
            to--;
        }
        if (Octets.lineFeed(octets, from, to) == to) {
            return RawText.copyOf(octets, from, to);
        }
        Octets unfolded = new Octets(to - from);
        while (from < to) {
            int lineFeed = Octets.lineFeed(octets, from, to);
            boolean cr = lineFeed < to && lineFeed > from && octets[lineFeed - 1] == Octets.CR;
            unfolded.append(octets, from, cr ? lineFeed - 1 : lineFeed);
            from = Math.min(to, lineFeed + 1);
        }
        return unfolded.toText();
    }

    /** The unfolded value with its encoded words decoded (RFC 2047). */
    public String text() {
        return value().decoded();
    }

    /** The value as a list of addresses (RFC 5322 §3.4), read forgivingly, no more than {@code most} of them. */
    public List<HeaderAddress> addresses(int most) {
        return new AddressListReader(value(), most).read();
    }

    /** The name, for people; values stay out of logs. */
    @Override
    public String toString() {
        return name() + ":";
    }

    private int nameEnd() {
        int to = hasColon() ? colon : start;
        while (to > start && isSpace(octets[to - 1])) {
            to--;
        }
        return to;
    }

    private int valueStart() {
        return hasColon() ? colon + 1 : start;
    }

    private boolean hasColon() {
        return colon < end && octets[colon] == ':';
    }

    private int valueEnd() {
        int from = valueStart();
        int to = end;
        if (to > from && octets[to - 1] == Octets.LF) {
            to--;
            if (to > from && octets[to - 1] == Octets.CR) {
                to--;
            }
        }
        return to;
    }

    private static boolean isSpace(byte octet) {
        return Octets.isBlank(octet) || octet == Octets.CR || octet == Octets.LF;
    }
}
