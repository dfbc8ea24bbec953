package org.pennypost.server.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * A list as a command prints it: for people with a heading and aligned columns, for scripts the fields alone, with a tab
 * between them. Rows are printed as they come, because there may be a million of them; so a column has its width from
 * the start, and what is longer moves the rest of its line.
 */
final class Table {
    private static final String GAP = "  ";

    private final PrintStream out;
    private final boolean plain;
    private final List<String> names = new ArrayList<>();
    private final List<String> formats = new ArrayList<>();
    private boolean bare;
    private long rows;

    private Table(PrintStream out, boolean plain) {
        this.out = out;
        this.plain = plain;
    }

    /** How a list is wanted. */
    static final class Form {
        @Option(names = "--plain", description = "For scripts: no heading, tabs between the fields, exact values.")
        private boolean plain;

        boolean isPlain() {
            return plain;
        }

        /** A list without columns yet. */
        Table table() {
            return new Table(System.out, plain);
        }
    }

    /** One with a stream of its own. */
    static Table on(PrintStream out, boolean plain) {
        return new Table(out, plain);
    }

    /** With a column more, of words. */
    Table words(String name, int width) {
        return column(name, "%-" + width + "s");
    }

    /** With a column more, of numbers. */
    Table numbers(String name, int width) {
        return column(name, "%" + width + "s");
    }

    /** Without a heading, as what has one column needs none. */
    Table bare() {
        bare = true;
        return this;
    }

    private Table column(String name, String format) {
        names.add(name);
        formats.add(format);
        return this;
    }

    /** Prints a row, and the heading before the first one. */
    void row(Object... fields) {
        if (rows++ == 0 && !plain && !bare) {
            print(names);
        }
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(visible(field.toString()));
        }
        print(texts);
    }

    private void print(List<String> fields) {
        if (plain) {
            out.println(String.join("\t", fields));
            return;
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(String.format(formats.get(i), fields.get(i)));
        }
        out.println(line.toString().stripTrailing());
    }

    /** Says what there is in all, or that there is nothing; for people only. */
    void end(String none, String all) {
        if (!plain) {
            out.println(rows == 0 ? none : all);
        }
    }

    /** Says that there is nothing, if so; for people only. */
    void end(String none) {
        if (!plain && rows == 0) {
            out.println(none);
        }
    }

    long rows() {
        return rows;
    }

    /** What strangers said must not steer the terminal, nor part a field. */
    private static String visible(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }
}
