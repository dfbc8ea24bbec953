package org.pennypost.server.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the section headings in the plain text of an RFC; the tool that writes {@code docs/rfc-sections}.
 *
 * <p>To add an RFC that the sources now cite, get its text ({@code rfcNNNN.txt}) and run, from the top of the checkout:
 *
 * <pre>{@code
 * java mail-server/src/test/java/org/pennypost/server/documents/RfcHeadings.java DIRECTORY-OF-TEXTS 5321 9051
 * }</pre>
 *
 * <p>One file of the JDK's own means, so that it runs without a build.
 */
final class RfcHeadings {
    private static final Path TARGET = Path.of("docs/rfc-sections");

    /** A heading at the margin, or up to three columns in as in tables of contents and old RFCs. */
    private static final Pattern HEADING =
            Pattern.compile("^( {0,7})((?:Appendix |APPENDIX )[A-Z]|(?:\\d{1,2}|[A-Z](?=\\.))(?:\\.\\d{1,2})*)"
                    + "(?:[.:]| --?)?\\s+(\\S.*)$");

    /** What a table of contents puts behind a title. */
    private static final Pattern LEADERS = Pattern.compile("(?:[ .]*\\.[ .]*\\d*| {2,}\\d+)$");

    private RfcHeadings() {}

    public static void main(String[] arguments) throws IOException {
        Path texts = Path.of(arguments[0]);
        Files.createDirectories(TARGET);
        for (String number : List.of(arguments).subList(1, arguments.length)) {
            byte[] octets = Files.readAllBytes(texts.resolve("rfc" + number + ".txt"));
            String text = new String(octets, StandardCharsets.UTF_8).replace("\uFEFF", "");
            var lines = new ArrayList<String>();
            lines.add("# RFC " + number + ", " + title(text));
            of(text).forEach((section, heading) -> lines.add(section + " " + heading));
            Files.write(TARGET.resolve("rfc" + number + ".txt"), lines);
        }
    }

    /** The headings of an RFC by section number, in numeric order, appendices last. */
    static Map<String, String> of(String text) {
        var candidates = new TreeMap<List<Integer>, String>(RfcHeadings::compare);
        text.lines().forEach(line -> candidate(line, true, candidates));
        text.lines().forEach(line -> candidate(line, false, candidates));

        var headings = new LinkedHashMap<String, String>();
        candidates.forEach((path, heading) -> {
            if (follows(path, headings)) {
                headings.put(dotted(path), heading);
            }
        });
        return headings;
    }

    private static void candidate(String line, boolean atMargin, Map<List<Integer>, String> candidates) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches() && heading.group(1).isEmpty() == atMargin) {
            String title = LEADERS.matcher(heading.group(3).strip()).replaceFirst("");
            if (!title.isEmpty() && (atMargin || Character.isLetter(title.charAt(0)))) {
                candidates.putIfAbsent(
                        path(heading.group(2).replaceFirst("(?i)appendix ", "")), title.replaceAll("\\s+", " "));
            }
        }
    }

    /** A numbered list is no chapter: a section needs the one before it. */
    private static boolean follows(List<Integer> path, Map<String, String> headings) {
        int last = path.get(path.size() - 1);
        List<Integer> before = new ArrayList<>(path);
        if (last == 1 || last == -26) {
            before.remove(before.size() - 1);
            return before.isEmpty() || headings.containsKey(dotted(before));
        }
        before.set(before.size() - 1, last - 1);
        return headings.containsKey(dotted(before));
    }

    /** Letters sort behind numbers. */
    private static List<Integer> path(String section) {
        var path = new ArrayList<Integer>();
        for (String part : section.split("\\.")) {
            path.add(Character.isLetter(part.charAt(0)) ? part.charAt(0) - 'A' - 26 : Integer.parseInt(part));
        }
        return path;
    }

    private static String dotted(List<Integer> path) {
        var section = new StringBuilder();
        for (int part : path) {
            section.append(section.length() == 0 ? "" : ".").append(part < 0 ? "" + (char) (part + 26 + 'A') : part);
        }
        return section.toString();
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Integer.compare(rank(one.get(i)), rank(other.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static int rank(int part) {
        return part < 0 ? part + 1000 : part;
    }

    /** The title: the first block of lines below the header of the first page. */
    private static String title(String text) {
        List<String> blocks = List.of(text.strip().split("(?:\\s*\\R){2,}"));
        return blocks.get(1).strip().replaceAll("\\s+", " ");
    }
}
