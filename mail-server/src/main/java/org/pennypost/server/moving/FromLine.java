package org.pennypost.server.moving;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.message.HeaderDate;
import org.pennypost.core.message.RawText;

/** The line before each message of an mbox: {@code From SENDER DATE}, the date as C's {@code asctime}. */
final class FromLine {
    static final byte[] START = "From ".getBytes(StandardCharsets.US_ASCII);
    /** Longer lines that begin so are text. */
    private static final int MOST = 1000;

    private static final Pattern DATE = Pattern.compile(
            " (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +((?:[A-Z][a-z]{2} +[0-9]{1,2}|[0-9]{1,2} +[A-Z][a-z]{2})"
                    + " .*[0-9]{1,2}:[0-9]{2}.*)$");
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private FromLine() {}

    static String of(Instant date) {
        return "From MAILER-DAEMON " + ASCTIME.format(date) + "\n";
    }

    /** Whether a piece is such a line: one with a date anywhere, one without only where an empty line goes before. */
    static boolean is(LinePieces lines, boolean afterEmptyLine) {
        if (!lines.startsLine() || !lines.has(START, lines.start()) || lines.end() - lines.start() > MOST) {
            return false;
        }
        String line = lines.text();
        String rest = line.substring(START.length).strip();
        return afterEmptyLine && (rest.isEmpty() || rest.equals("-"))
                || date(line).isPresent();
    }

    /** The date that it tells, by UTC unless it names a zone. */
    static Optional<Instant> date(String line) {
        Matcher date = DATE.matcher(line);
        return date.find()
                ? HeaderDate.parse(RawText.of(date.group(1))).map(OffsetDateTime::toInstant)
                : Optional.empty();
    }
}
