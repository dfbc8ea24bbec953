package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text of a message header as the octets that it came in, or its absence.
 *
 * <p>Header text is ASCII by RFC 5322, UTF-8 by RFC 6532, and anything at all in real mail; a protocol hands on what it
 * found. So this is no {@code String}: {@link #octets} are what the message has, {@link #toString} reads them as UTF-8.
 * {@link #ABSENT} (IMAP's NIL) differs from {@link #EMPTY}. Immutable.
 */
public final class RawText {
    /** No text: the field or the element is missing. */
    public static final RawText ABSENT = new RawText(new byte[0]);
    /** Text of no octets. */
    public static final RawText EMPTY = new RawText(new byte[0]);

    private final byte[] octets;

    private RawText(byte[] octets) {
        this.octets = octets;
    }

    /** The UTF-8 octets of a string. */
    public static RawText of(String text) {
        return text.isEmpty() ? EMPTY : new RawText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the remaining octets of a buffer, whose position stays where it is. */
    public static RawText copyOf(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return copy.length == 0 ? EMPTY : new RawText(copy);
    }

    static RawText copyOf(byte[] octets, int from, int to) {
        return from == to ? EMPTY : new RawText(Arrays.copyOfRange(octets, from, to));
    }

    /** Whether there is no text, not even an empty one. */
    public boolean isAbsent() {
        return this == ABSENT;
    }

    /** Whether there are no octets, for either reason. */
    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** How many octets there are; 0 when absent. */
    public int length() {
        return octets.length;
    }

    /** The octet at {@code index}, 0 to 255. */
    public int at(int index) {
        return octets[index] & 0xFF;
    }

    /** The octets, read-only; none when absent. */
    public ByteBuffer octets() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    /** Copies the octets to {@code offset} of an array that has room for them. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
    }

    /** Whether these are the octets of an ASCII text, letter case aside. */
    public boolean equalsIgnoringCase(String ascii) {
        return octets.length == ascii.length() && Octets.equalsIgnoringCase(octets, 0, octets.length, ascii);
    }

    /** Whether it is ASCII without any encoded word, so that {@link #decoded} says what the octets say. */
    public boolean isPlain() {
        byte before = 0;
        for (byte octet : octets) {
            if (octet < 0 || octet == '?' && before == '=') {
                return false;
            }
            before = octet;
        }
        return true;
    }

    /** The text with its encoded words (RFC 2047) decoded; empty when absent. */
    public String decoded() {
        return isPlain() ? new String(octets, StandardCharsets.US_ASCII) : EncodedWords.decode(this);
    }

    /** The text with runs of white space made one space, and none around it. */
    RawText squeezed() {
        Octets squeezed = new Octets(octets.length);
        boolean blank = false;
        for (byte octet : octets) {
            if (Octets.isBlank(octet)) {
                blank = squeezed.length() > 0;
            } else {
                if (blank) {
                    squeezed.append(' ');
                }
                blank = false;
                squeezed.append(octet);
            }
        }
        return isAbsent() ? this : squeezed.toText();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawText that && isAbsent() == that.isAbsent() && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The octets read as UTF-8, what is none replaced; empty when absent. */
    @Override
    public String toString() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** The array itself, for readers in this package that do not change it. */
    byte[] array() {
        return octets;
    }
}
