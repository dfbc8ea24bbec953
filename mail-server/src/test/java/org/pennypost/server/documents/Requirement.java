package org.pennypost.server.documents;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that an RFC asks of a server, in our words.
 *
 * @param id names it for ever, such as {@code RFC5321-4.1.1.4-b}
 * @param section where it stands
 * @param level MUST, SHOULD, their negatives, REQUIRED, or imperative where the RFC only states what a server does
 * @param statement what it asks
 */
record Requirement(String id, String section, String level, String statement) {
    private static final Pattern TAB = Pattern.compile("\t");

    /** A checklist: lines of tab-separated fields below a line of headings. */
    static List<Requirement> list(SourceText checklist) {
        return checklist.text().lines().skip(1).map(Requirement::parse).toList();
    }

    private static Requirement parse(String line) {
        String[] fields = TAB.split(line);
        return new Requirement(fields[0], fields[1], fields[2], fields[3]);
    }
}
