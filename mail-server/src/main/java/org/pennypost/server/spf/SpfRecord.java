package org.pennypost.server.spf;

import java.util.List;
import java.util.Optional;

/**
 * What a domain says about its hosts, RFC 7208 §4.6.1: {@code record = version terms *SP}.
 *
 * @param directives in order
 * @param redirect whose record counts if none matches
 */
record SpfRecord(List<Directive> directives, Optional<MacroText> redirect) {
    SpfRecord {
        directives = List.copyOf(directives);
    }

    /** RFC 7208 §4.6.1: {@code directive = [ qualifier ] mechanism}. */
    record Directive(SpfResult.Verdict verdict, Term term) {}

    /** RFC 7208 §4.5: whether a text is a record of this version. */
    static boolean is(String text) {
        return text.equalsIgnoreCase("v=spf1") || text.regionMatches(true, 0, "v=spf1 ", 0, 7);
    }
}
