package org.pennypost.server.observe;

import java.util.Arrays;
import java.util.Locale;

/** An hour as a picture: a bar for each minute, in SVG. */
final class Plot {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 80;

    private Plot() {}

    /** Writes a figure with its title, its sum and its axis. */
    static void write(Html html, String title, String classes, long[] minutes) {
        long sum = Arrays.stream(minutes).sum();
        long most = Math.max(1, Arrays.stream(minutes).max().orElse(1));
        html.raw("<figure class=\"plot " + classes + "\">");
        html.raw("<figcaption>").element("span", "", title).element("b", "", number(sum));
        html.raw("</figcaption>");
        html.raw("<svg viewBox=\"0 0 " + minutes.length * WIDTH + " " + (HEIGHT + 1)
                + "\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
        html.text(title + ", " + sum + " in the last hour, at most " + most + " in a minute")
                .raw("\">");
        for (int i = 0; i < minutes.length; i++) {
            long height = minutes[i] == 0 ? 0 : Math.max(2, minutes[i] * HEIGHT / most);
            html.raw("<rect x=\"" + i * WIDTH + "\" y=\"" + (HEIGHT - height) + "\" width=\"" + (WIDTH - 1)
                    + "\" height=\"" + height + "\"/>");
        }
        html.raw("<path d=\"M0 " + (HEIGHT + .5) + "H" + minutes.length * WIDTH + "\"/></svg>");
        html.raw("<div class=\"axis\">").element("span", "", "an hour ago");
        html.element("span", "", sum == 0 ? "" : "most in a minute: " + number(most));
        html.element("span", "", "now").raw("</div></figure>");
    }

    /** A number that people can read. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
