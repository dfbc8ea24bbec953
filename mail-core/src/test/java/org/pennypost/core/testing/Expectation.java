package org.pennypost.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one line of the server must look like, and what is captured from it. */
final class Expectation {
    private final Pattern pattern;
    private final List<String> captures;
    private final String shown;

    private Expectation(Builder from) {
        this.pattern = Pattern.compile(from.regex.toString(), Pattern.DOTALL);
        this.captures = List.copyOf(from.captures);
        this.shown = from.shown.toString();
    }

    /** Whether a line is as expected; if so, the variables know what was captured. */
    boolean matches(String line, Variables variables) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        for (String capture : captures) {
            variables.set(capture, matcher.group(capture));
        }
        return true;
    }

    /** For people. */
    @Override
    public String toString() {
        return Escapes.show(shown);
    }

    static final class Builder {
        private final StringBuilder regex = new StringBuilder();
        private final StringBuilder shown = new StringBuilder();
        private final List<String> captures = new ArrayList<>();

        Builder literal(String text) {
            regex.append(Pattern.quote(text));
            shown.append(text);
            return this;
        }

        Builder anything() {
            regex.append(".*");
            shown.append("...");
            return this;
        }

        Builder capture(String name, String pattern) {
            if (captures.contains(name)) {
                regex.append("\\k<").append(name).append('>');
            } else {
                regex.append("(?<").append(name).append('>').append(pattern).append(')');
                captures.add(name);
            }
            shown.append('$').append(name);
            return this;
        }

        Expectation build() {
            return new Expectation(this);
        }
    }
}
