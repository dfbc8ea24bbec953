package org.pennypost.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes events for machines, a JSON object on each line: {@code time}, {@code level}, {@code logger}, {@code message},
 * and {@code connection}, {@code queue} and {@code stack} where there are such.
 */
final class JsonLines extends Formatter {
    /** How our lines begin, if they are about a connection or a message: {@code [c17] 01kz3v9q8m4f7kq2}. */
    private static final Pattern IDS = Pattern.compile("(?:\\[(c[0-9]+)] ?)?(?:(?<queue>[0-9][0-9a-z]{15})\\b)?.*");

    @Override
    public String format(LogRecord event) {
        String message = formatMessage(event);
        StringBuilder line = new StringBuilder(200).append('{');
        field(line, "time", Instant.ofEpochMilli(event.getMillis()).toString());
        field(line, "level", Logs.level(event.getLevel()));
        field(line, "logger", String.valueOf(event.getLoggerName()));
        Matcher ids = IDS.matcher(message.lines().findFirst().orElse(""));
        if (ids.matches()) {
            optional(line, "connection", ids.group(1));
            optional(line, "queue", ids.group("queue"));
        }
        field(line, "message", message);
        if (event.getThrown() != null) {
            StringWriter stack = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(stack, true));
            field(line, "stack", stack.toString());
        }
        return line.append("}\n").toString();
    }

    private static void optional(StringBuilder line, String name, String value) {
        if (value != null) {
            field(line, name, value);
        }
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(line.length() > 1 ? "," : "").append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c) && !paired(value, i)) {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }

    private static boolean paired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
