package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A header section: the octets up to and with the first blank line, and where each field in them lies.
 *
 * <p>Takes anything (RFC 5322 §4 and worse): lines end with CRLF or bare LF, folded lines go with the field before
 * them, only an empty line or the end of the octets ends the section. Nothing is decoded before it is asked for, and
 * finding a field by its name makes no objects. Immutable.
 *
 * <pre>{@code
 * Header header = Header.parse(octets, MessageLimits.DEFAULTS);
 * String subject = header.first("Subject").map(HeaderField::text).orElse("");
 * }</pre>
 */
public final class Header implements Iterable<HeaderField> {
    /** A section without fields and without a blank line. */
    public static final Header EMPTY = new Header(new byte[0], new int[0], 0, 0);

    // For each field: where it starts and where its colon is (or its line ends). It ends where the next one starts.
    private final int[] marks;
    private final byte[] octets;
    private final int fieldsEnd;
    private final int length;

    private Header(byte[] octets, int[] marks, int fieldsEnd, int length) {
        this.octets = octets;
        this.marks = marks;
        this.fieldsEnd = fieldsEnd;
        this.length = length;
    }

    /**
     * Reads a header section from the start of a message, or of as much of it as there is.
     *
     * <p>The octets are copied; the buffer's position stays where it is. What lies behind the blank line, or behind
     * {@link MessageLimits#headerOctets}, is not looked at.
     */
    public static Header parse(ByteBuffer message, MessageLimits limits) {
        byte[] octets = new byte[Math.min(message.remaining(), limits.headerOctets())];
        message.duplicate().get(octets);
        return of(octets);
    }

    /** Takes over the array. */
    static Header of(byte[] octets) {
        int[] marks = new int[32];
        int used = 0;
        int line = 0;
        while (line < octets.length) {
            int next = Math.min(octets.length, Octets.lineFeed(octets, line, octets.length) + 1);
            if (isBlankLine(octets, line, next)) {
                return new Header(octets, Arrays.copyOf(marks, used), line, next);
            }
            if (used == 0 || !Octets.isBlank(octets[line])) {
                if (used == marks.length) {
                    marks = Arrays.copyOf(marks, used * 2);
                }
                marks[used++] = line;
                marks[used++] = colon(octets, line, next);
            }
            line = next;
        }
        return new Header(octets, Arrays.copyOf(marks, used), octets.length, octets.length);
    }

    /** How many fields there are. */
    public int size() {
        return marks.length / 2;
    }

    /** The field at {@code index}, counted from 0 in the order of the section. */
    public HeaderField field(int index) {
        int end = index + 1 < size() ? marks[2 * index + 2] : fieldsEnd;
        return new HeaderField(octets, marks[2 * index], marks[2 * index + 1], end);
    }

    /** The first field of a name, letter case aside. */
    public Optional<HeaderField> first(String name) {
        int index = indexOf(name, 0);
        return index < size() ? Optional.of(field(index)) : Optional.empty();
    }

    /** All fields of a name, letter case aside, in the order of the section. */
    public List<HeaderField> all(String name) {
        int first = indexOf(name, 0);
        if (first == size()) {
            return List.of();
        }
        List<HeaderField> found = new ArrayList<>(1);
        for (int i = first; i < size(); i = indexOf(name, i + 1)) {
            found.add(field(i));
        }
        return List.copyOf(found);
    }

    /** The section with its blank line, if it has one, read-only. */
    public ByteBuffer octets() {
        return ByteBuffer.wrap(octets, 0, length).slice().asReadOnlyBuffer();
    }

    /** Whether a blank line ends the section; without one the message has no body. */
    public boolean hasBlankLine() {
        return length > fieldsEnd;
    }

    /**
     * The fields that bear one of the names, as they are, and the blank line (if there is one).
     *
     * <p>RFC 9051 §6.4.5.1 {@code HEADER.FIELDS}
     */
    public ByteBuffer fields(Collection<String> names) {
        return select(names, true);
    }

    /**
     * The fields that bear none of the names, as they are, and the blank line (if there is one).
     *
     * <p>RFC 9051 §6.4.5.1 {@code HEADER.FIELDS.NOT}
     */
    public ByteBuffer fieldsNot(Collection<String> names) {
        return select(names, false);
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public HeaderField next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return field(next++);
            }
        };
    }

    private int indexOf(String name, int from) {
        int i = from;
        while (i < size() && !isNamed(i, name)) {
            i++;
        }
        return i;
    }

    // As HeaderField.isNamed, without the field. That most fields are not is seen at how long their names are.
    private boolean isNamed(int index, String name) {
        int start = marks[2 * index];
        int colon = marks[2 * index + 1];
        int end = start + name.length();
        return (end == colon || end < colon && Octets.isBlank(octets[end]))
                && end == nameEnd(index)
                && Octets.equalsIgnoringCase(octets, start, end, name);
    }

    private boolean isNamed(int index, List<String> names) {
        boolean named = false;
        for (int i = 0; !named && i < names.size(); i++) {
            named = isNamed(index, names.get(i));
        }
        return named;
    }

    /** Where the name of a field ends; −1 if it has none. */
    private int nameEnd(int index) {
        int colon = marks[2 * index + 1];
        if (colon == octets.length || octets[colon] != ':') {
            return -1;
        }
        int end = colon;
        // White space between the name and the colon is RFC 5322 §4.5 syntax.
        while (end > marks[2 * index] && Octets.isBlank(octets[end - 1])) {
            end--;
        }
        return end;
    }

    private ByteBuffer select(Collection<String> names, boolean wanted) {
        Octets selected = new Octets(Math.min(length, 512));
        List<String> all = List.copyOf(names);
        for (int i = 0; i < size(); i++) {
            if (isNamed(i, all) == wanted) {
                selected.append(octets, marks[2 * i], i + 1 < size() ? marks[2 * i + 2] : fieldsEnd);
            }
        }
        selected.append(octets, fieldsEnd, length);
        return ByteBuffer.wrap(selected.toArray()).asReadOnlyBuffer();
    }

    static boolean isBlankLine(byte[] octets, int from, int to) {
        int count = to - from;
        return count == 1 && octets[from] == Octets.LF
                || count == 2 && octets[from] == Octets.CR && octets[from + 1] == Octets.LF;
    }

    private static int colon(byte[] octets, int from, int to) {
        int end = to > from && octets[to - 1] == Octets.LF ? to - 1 : to;
        int i = from;
        while (i < end && octets[i] != ':') {
            i++;
        }
        return i;
    }
}
