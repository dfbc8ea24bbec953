package org.pennypost.core.mailbox;

import java.util.List;
import java.util.Locale;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/**
 * A system flag or a keyword of a message, RFC 9051 §2.3.2; equal in any case.
 *
 * <p>\Recent is none of these: it is a matter between a store and a connection ({@link Mailbox#claimRecent}).
 */
public final class Flag implements Comparable<Flag> {
    /** It has been read. */
    public static final Flag SEEN = new Flag("\\Seen");
    /** It has been answered. */
    public static final Flag ANSWERED = new Flag("\\Answered");
    /** It needs attention. */
    public static final Flag FLAGGED = new Flag("\\Flagged");
    /** It is marked for removal. */
    public static final Flag DELETED = new Flag("\\Deleted");
    /** It is not finished. */
    public static final Flag DRAFT = new Flag("\\Draft");

    /** The system flags, in the order of RFC 9051 §9 {@code flag}. */
    public static final List<Flag> SYSTEM = List.of(ANSWERED, FLAGGED, DELETED, SEEN, DRAFT);
    /** The most characters of a keyword. */
    public static final int MAX_LENGTH = 100;

    /** RFC 9051 §9 {@code atom}: no specials, blanks, controls. */
    private static final OctetSet ATOM_CHAR = OctetSet.VCHAR.without("(){%*\"\\]");

    private final String name;
    private final String key;

    private Flag(String name) {
        this.name = name;
        this.key = name.toLowerCase(Locale.ROOT);
    }

    /**
     * The flag of a name: a system flag with its backslash, or a keyword.
     *
     * @throws SyntaxException if there is no such system flag, or the keyword is no atom or too long
     */
    public static Flag of(String name) {
        if (name.startsWith("\\")) {
            return SYSTEM.stream()
                    .filter(flag -> flag.name.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new SyntaxException("no such system flag"));
        }
        if (name.isEmpty()
                || name.length() > MAX_LENGTH
                || !name.chars().allMatch(c -> c < 0x80 && ATOM_CHAR.contains(c))) {
            throw new SyntaxException("not a keyword");
        }
        return new Flag(name);
    }

    /** Its name as first written. */
    public String name() {
        return name;
    }

    /** Whether it is a system flag. */
    public boolean system() {
        return name.charAt(0) == '\\';
    }

    /** System flags first, in the order of the RFC, then keywords by name. */
    @Override
    public int compareTo(Flag other) {
        if (system() && other.system()) {
            return SYSTEM.indexOf(this) - SYSTEM.indexOf(other);
        }
        return system() == other.system() ? key.compareTo(other.key) : system() ? -1 : 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flag && key.equals(((Flag) other).key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
