package org.pennypost.pop;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the unique-ids of UIDL are written (RFC 1939 §7), in Dovecot's notation, so that clients fetch nothing twice after
 * a move.
 *
 * <pre>{@code
 * UidlFormat.of("%08Xu%08Xv")   // UID and UIDVALIDITY, eight hexadecimal digits each: Dovecot's usual one
 * UidlFormat.of("%v.%u")        // University of Washington's
 * UidlFormat.of("UID%u-%v")     // Cyrus's
 * UidlFormat.of("%f")           // the name of the file: Courier's, tpop3d's
 * }</pre>
 *
 * <p>{@code %u} is the UID, {@code %v} the UIDVALIDITY, {@code %f} the name of the file without its flags, {@code %g} the
 * GUID, for a store that has these; {@code %%} a per cent sign. Between {@code %} and the letter may stand a width, with
 * a zero in front to fill with zeros, and {@code X} for hexadecimal digits. Immutable.
 */
public final class UidlFormat {
    /** RFC 1939 §7: one to 70 characters from 0x21 to 0x7E. */
    private static final int LONGEST = 70;

    private static final int LARGEST_NUMBER = 10;
    private static final Pattern PART = Pattern.compile("%(0?)([0-9]{0,2})(X?)([uvfg%])|([!-$&-~])");

    /** Dovecot's: {@code %08Xu%08Xv}. */
    public static final UidlFormat DEFAULT = of("%08Xu%08Xv");

    private final String notation;
    private final List<Part> parts;

    /** What a part of a unique-id says. */
    public enum Kind {
        /** The text itself. */
        TEXT,
        /** The UID. */
        UID,
        /** The UIDVALIDITY. */
        UID_VALIDITY,
        /** The name of the message's file. */
        FILE_NAME,
        /** The GUID of the message. */
        GUID
    }

    /**
     * A part of a unique-id.
     *
     * @param text the text of a {@link Kind#TEXT}, else empty
     * @param width the least width of a number
     * @param fill what a shorter number is filled with, in front
     * @param hexadecimal whether a number is in hexadecimal digits, in small letters
     */
    public record Part(Kind kind, String text, int width, char fill, boolean hexadecimal) {}

    private UidlFormat(String notation, List<Part> parts) {
        this.notation = notation;
        this.parts = List.copyOf(parts);
    }

    /**
     * A format.
     *
     * @throws IllegalArgumentException if it has no part that differs between messages, or gives what no unique-id is
     */
    public static UidlFormat of(String notation) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(notation);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            parts.add(part(matcher));
            end = matcher.end();
        }
        UidlFormat format = new UidlFormat(notation, parts);
        boolean unique = parts.stream().anyMatch(part -> part.kind() != Kind.TEXT && part.kind() != Kind.UID_VALIDITY);
        boolean blank = parts.stream().anyMatch(part -> part.width() > 1 && part.fill() == ' ');
        if (end < notation.length() || !unique || blank || format.most() > LONGEST) {
            throw new IllegalArgumentException("not a format of unique-ids: " + notation);
        }
        return format;
    }

    /** Its parts in their order. */
    public List<Part> parts() {
        return parts;
    }

    /** Whether a part is of this kind. */
    public boolean has(Kind kind) {
        return parts.stream().anyMatch(part -> part.kind() == kind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidlFormat && ((UidlFormat) other).notation.equals(notation);
    }

    @Override
    public int hashCode() {
        return notation.hashCode();
    }

    /** The notation. */
    @Override
    public String toString() {
        return notation;
    }

    /** The most characters it can give; file names are cut by who writes them. */
    private int most() {
        return parts.stream()
                .mapToInt(part -> part.kind() == Kind.TEXT ? 1 : Math.max(part.width(), LARGEST_NUMBER))
                .sum();
    }

    private static Part part(Matcher matcher) {
        if (matcher.group(5) != null) {
            return new Part(Kind.TEXT, matcher.group(5), 0, ' ', false);
        }
        int width = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
        char fill = matcher.group(1).isEmpty() ? ' ' : '0';
        boolean hexadecimal = !matcher.group(3).isEmpty();
        switch (matcher.group(4)) {
            case "u":
                return new Part(Kind.UID, "", width, fill, hexadecimal);
            case "v":
                return new Part(Kind.UID_VALIDITY, "", width, fill, hexadecimal);
            case "f":
                return new Part(Kind.FILE_NAME, "", 0, ' ', false);
            case "g":
                return new Part(Kind.GUID, "", 0, ' ', false);
            default:
                return new Part(Kind.TEXT, "%", 0, ' ', false);
        }
    }
}
