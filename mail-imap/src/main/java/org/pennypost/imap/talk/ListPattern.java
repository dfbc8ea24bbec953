package org.pennypost.imap.talk;

import java.text.Normalizer;
import org.pennypost.core.mailbox.MailboxName;

/**
 * A canonical LIST pattern, RFC 9051 §6.3.9: a reference and a mailbox name with wildcards, {@code *} for any
 * characters and {@code %} for any but the hierarchy separator.
 *
 * <p>Matching takes time in proportion to pattern times name, whatever the pattern is. Immutable.
 */
final class ListPattern {
    private static final String INBOX = "INBOX";

    private final String pattern;
    private final boolean levels;
    private final int literals;

    private ListPattern(String pattern) {
        this.pattern = pattern;
        this.levels = pattern.endsWith("%");
        this.literals = (int) pattern.chars().filter(c -> c != '*' && c != '%').count();
    }

    /**
     * The pattern of a name as seen from a reference; there are no break-out characters, so one follows the other, and
     * of two separators between them one is enough (RFC 2683 §3.4.9).
     */
    static ListPattern of(String reference, String name) {
        boolean twice = reference.endsWith("/") && name.startsWith("/");
        String joined = withoutRepeats(reference + (twice ? name.substring(1) : name));
        // what is longer matches no name in any form
        boolean normal = joined.length() > MailboxName.MAX_SPELLING;
        return new ListPattern(normal ? joined : Normalizer.normalize(joined, Normalizer.Form.NFC));
    }

    /** Whether levels of hierarchy that are no mailboxes match as well. */
    boolean matchesLevels() {
        return levels;
    }

    /** How much work it makes for each name: its length, but nothing if it is a plain name. */
    int cost() {
        return hasWildcards() ? pattern.length() : 0;
    }

    /** Whether a name matches. */
    boolean matches(MailboxName name) {
        String path = name.path();
        if (literals > path.length() || !hasWildcards() && literals < path.length()) {
            return false;
        }
        // RFC 9051 §5.1: INBOX is one name in any case, as a first level too.
        int caseless = path.equals(INBOX) || path.startsWith(INBOX + MailboxName.SEPARATOR) ? INBOX.length() : 0;
        boolean[] reached = new boolean[path.length() + 1];
        reached[0] = true;
        boolean any = true;
        for (int i = 0; i < pattern.length() && any; i++) {
            any = advance(reached, pattern.charAt(i), path, caseless);
        }
        return reached[path.length()];
    }

    /**
     * From the places in the name that the pattern so far can reach to those it reaches with one character more; whether
     * there are any.
     */
    private static boolean advance(boolean[] reached, char c, String path, int caseless) {
        if (c == '*' || c == '%') {
            for (int at = 0; at < path.length(); at++) {
                reached[at + 1] |= reached[at] && (c == '*' || path.charAt(at) != MailboxName.SEPARATOR);
            }
            return true;
        }
        boolean any = false;
        for (int at = path.length(); at > 0; at--) {
            char wanted = at <= caseless ? Character.toUpperCase(c) : c;
            reached[at] = reached[at - 1] && path.charAt(at - 1) == wanted;
            any |= reached[at];
        }
        reached[0] = false;
        return any;
    }

    private boolean hasWildcards() {
        return literals < pattern.length();
    }

    /** A wildcard after {@code *} adds nothing, nor does {@code %} after itself. */
    private static String withoutRepeats(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = kept.length() == 0 ? 0 : kept.charAt(kept.length() - 1);
            if (before == '%' && c == '*') {
                kept.setCharAt(kept.length() - 1, '*');
            } else if (c != '*' && c != '%' || before != '*' && before != c) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
