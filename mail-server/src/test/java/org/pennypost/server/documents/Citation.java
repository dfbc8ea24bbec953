package org.pennypost.server.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to an RFC: {@code RFC 5321 §4.1.1.4}, of which {@code RFC 5321 §4.1.1.4 and §4.5.3} has two.
 *
 * @param rfc its number
 * @param section the section, empty if the RFC is cited as a whole
 * @param where file and line
 */
record Citation(int rfc, String section, String where) {
    /** A gap, that may go over the end of a line of comment. */
    private static final String GAP = "(?:\\s|\\R\\s*(?:\\*|//|#)\\s)+";

    private static final Pattern RFC = Pattern.compile("\\bRFC" + GAP + "(\\d{3,5})\\b");
    private static final Pattern SECTION =
            Pattern.compile("\\G(?:" + GAP + "|,|/|;|and|or|to)*§" + "([A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)");

    static List<Citation> in(SourceText source) {
        var citations = new ArrayList<Citation>();
        Matcher rfc = RFC.matcher(source.text());
        Matcher section = SECTION.matcher(source.text());
        while (rfc.find()) {
            int number = Integer.parseInt(rfc.group(1));
            String where = source.path() + ":" + source.lineAt(rfc.start());
            int found = citations.size();
            for (int at = rfc.end(); section.find(at); at = section.end()) {
                citations.add(new Citation(number, section.group(1), where));
            }
            if (citations.size() == found) {
                citations.add(new Citation(number, "", where));
            }
        }
        return citations;
    }

    @Override
    public String toString() {
        return where + ": RFC " + rfc + (section.isEmpty() ? "" : " §" + section);
    }
}
