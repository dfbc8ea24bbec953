package org.pennypost.core.mailbox;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;

/**
 * The name of a mailbox: levels of Unicode text with {@code /} between them, INBOX in any case being one name
 * (RFC 9051 §5.1).
 *
 * <p>Valid by construction: NFC (RFC 5198), no empty level, no level {@code .} or {@code ..}, no control characters,
 * no list wildcards, at most {@value #MAX_LEVELS} levels and {@value #MAX_LENGTH} UTF-16 units. So no name can lead a
 * store astray. Immutable.
 */
public record MailboxName(String path) implements Comparable<MailboxName> {
    /** The hierarchy separator. */
    public static final char SEPARATOR = '/';
    /** The most UTF-16 units of a name. */
    public static final int MAX_LENGTH = 255;
    /** The most UTF-16 units of its spelling: in NFC a character takes the place of four at most. */
    public static final int MAX_SPELLING = 1_024;
    /** The most levels of a name. */
    public static final int MAX_LEVELS = 20;
    /** The mailbox that everybody has, RFC 9051 §5.1. */
    public static final MailboxName INBOX = new MailboxName("INBOX");

    /** @throws SyntaxException if this is no name */
    public MailboxName {
        path = normal(path);
        if (path.isEmpty() || path.length() > MAX_LENGTH) {
            throw new SyntaxException("mailbox name empty or too long");
        }
        String[] levels = path.split("/", -1);
        if (levels.length > MAX_LEVELS) {
            throw new SyntaxException("mailbox name has too many levels");
        }
        for (String level : levels) {
            check(level);
        }
        if (levels[0].equalsIgnoreCase("INBOX")) {
            path = "INBOX" + path.substring(5);
        }
    }

    /** The name of {@code path}. */
    public static MailboxName of(String path) {
        return new MailboxName(path);
    }

    /** The levels from the top. */
    public List<String> levels() {
        return List.of(path.split("/"));
    }

    /** The name one level up; empty at the top. */
    public Optional<MailboxName> parent() {
        int slash = path.lastIndexOf(SEPARATOR);
        return slash < 0 ? Optional.empty() : Optional.of(new MailboxName(path.substring(0, slash)));
    }

    /** Whether this name is below {@code other}, at any depth. */
    public boolean below(MailboxName other) {
        return path.length() > other.path.length()
                && path.startsWith(other.path)
                && path.charAt(other.path.length()) == SEPARATOR;
    }

    /** This name, which is {@code from} or below it, with {@code to} in the place of {@code from}. */
    public MailboxName moved(MailboxName from, MailboxName to) {
        return new MailboxName(to.path + path.substring(from.path.length()));
    }

    /** Whether this is INBOX. */
    public boolean isInbox() {
        return equals(INBOX);
    }

    @Override
    public int compareTo(MailboxName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }

    /** In NFC, as is what has no character that could combine; takes time in proportion to the square of what combines. */
    private static String normal(String path) {
        boolean plain = path.length() > MAX_SPELLING || path.chars().allMatch(c -> c < 0x300);
        return plain ? path : Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    private static void check(String level) {
        if (level.isEmpty() || level.equals(".") || level.equals("..")) {
            throw new SyntaxException("mailbox name has an empty or relative level");
        }
        for (int i = 0; i < level.length(); i++) {
            char c = level.charAt(i);
            if (c < 0x20 || c >= 0x7F && c < 0xA0 || c == '*' || c == '%' || c == 0x2028 || c == 0x2029) {
                throw new SyntaxException("mailbox name has a character that is not allowed");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < level.length()
                        && Character.isLowSurrogate(level.charAt(i + 1));
                if (!paired) {
                    throw new SyntaxException("mailbox name has half a character");
                }
                i++;
            }
        }
    }
}
