package org.pennypost.server.demo;

import java.io.PrintStream;

/** Prints the dialogue of the tour as people read it; passwords do not come here. */
final class Transcript {
    private static final int WIDTH = 76;
    private static final int CITATION = 60;

    private final PrintStream out;

    Transcript(PrintStream out) {
        this.out = out;
    }

    /** The heading of one visit. */
    void heading(String text) {
        out.println();
        out.println("── " + text + " " + "─".repeat(Math.max(2, WIDTH - text.length())));
    }

    /** What the client says, and where it is written that it may. */
    void client(String line, String citation) {
        String text = cut("C: " + line);
        out.println(citation.isEmpty() ? text : text + " ".repeat(Math.max(2, CITATION - text.length())) + citation);
    }

    /** What the server answers. */
    void server(String line) {
        out.println(cut("S: " + line));
    }

    /** What happens besides. */
    void note(String text) {
        out.println("   (" + text + ")");
    }

    /** A result that was checked. */
    void checked(String text) {
        out.println("   ✓ " + text);
    }

    private static String cut(String line) {
        return line.length() <= 2 * WIDTH ? line : line.substring(0, 2 * WIDTH - 1) + "…";
    }
}
