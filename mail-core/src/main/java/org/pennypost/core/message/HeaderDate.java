package org.pennypost.core.message;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * RFC 5322 §3.3 {@code date-time}, as Date fields have it.
 *
 * <p>Reading takes the obsolete forms of §4.3 and what old and careless senders write: comments, two- and three-digit
 * years, names of zones, no weekday, no comma, no seconds, no zone, and the order of C's {@code asctime}. A bad time is
 * midnight and a bad zone is UTC (RFC 5256 §2.2); the weekday is not checked. Thread-safe, no state.
 */
public final class HeaderDate {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTH_NAMES = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    // RFC 5322 §4.3: obs-zone; the military letters were so often wrong that they mean nothing
    private static final Map<String, Integer> ZONES =
            Map.of("edt", -4, "est", -5, "cdt", -5, "cst", -6, "mdt", -6, "mst", -7, "pdt", -7, "pst", -8);
    private static final int MAX_OFFSET_HOURS = 18;

    private final HeaderScanner in;
    private int day;
    private int month;
    private int year = -1;

    private HeaderDate(RawText value) {
        in = new HeaderScanner(value);
    }

    /** The date and time that a field value says, if it says a date. */
    public static Optional<OffsetDateTime> parse(RawText value) {
        try {
            return new HeaderDate(value).dateTime();
        } catch (DateTimeException e) {
            return Optional.empty(); // a day that its month has not
        }
    }

    /** RFC 5322 §3.3 {@code date-time} with weekday and seconds: {@code Fri, 21 Nov 1997 09:55:06 -0600}. */
    public static String format(OffsetDateTime time) {
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return String.format(
                Locale.ROOT,
                "%s, %d %s %04d %02d:%02d:%02d %s%02d%02d",
                WEEKDAYS[time.getDayOfWeek().ordinal()],
                time.getDayOfMonth(),
                MONTH_NAMES[time.getMonthValue() - 1],
                time.getYear(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                minutes < 0 ? "-" : "+",
                Math.abs(minutes) / 60,
                Math.abs(minutes) % 60);
    }

    // RFC 5322 §3.3: date-time = [ day-of-week "," ] date time [CFWS]; §4.3 allows CFWS everywhere
    private Optional<OffsetDateTime> dateTime() {
        if (!date()) {
            return Optional.empty();
        }
        LocalTime time = time();
        ZoneOffset zone = zone();
        if (year < 0) {
            in.skipSpace();
            year();
        }
        return year < 0 ? Optional.empty() : Optional.of(OffsetDateTime.of(LocalDate.of(year, month, day), time, zone));
    }

    // RFC 5322 §3.3: time-of-day = hour ":" minute [ ":" second ]; RFC 5256 §2.2: midnight if it is none
    private LocalTime time() {
        int hour = number(2);
        int minute = separator(':') ? number(2) : -1;
        int second = separator(':') ? number(2) : 0;
        if (in.skip('.')) {
            number(9); // fractions, which no RFC has
        }
        // RFC 5322 §3.3 allows a leap second, which java.time has not
        second = second == 60 ? 59 : second;
        boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return valid ? LocalTime.of(hour, minute, second) : LocalTime.MIDNIGHT;
    }

    // RFC 5322 §3.3: date = day month year; asctime has month and day, and the year behind the time
    private boolean date() {
        in.skipSpace();
        String word = word();
        if (!word.isEmpty() && monthOf(word) == 0) {
            separator(','); // the day of the week
            in.skipSpace();
            word = word();
        }
        month = monthOf(word);
        if (month > 0) {
            in.skipSpace();
            day = number(2);
            return day > 0;
        }
        day = number(2);
        separator('-');
        in.skipSpace();
        month = monthOf(word());
        separator('-');
        in.skipSpace();
        year();
        return word.isEmpty() && day > 0 && month > 0 && year >= 0;
    }

    // RFC 5322 §4.3: obs-year: two digits are 1950 to 2049, three are years since 1900
    private void year() {
        int from = in.at();
        int value = in.number(5);
        int digits = in.at() - from;
        if (digits == 2) {
            value += value < 50 ? 2000 : 1900;
        } else if (digits == 3) {
            value += 1900;
        }
        year = digits < 2 ? -1 : value;
        in.skipSpace();
    }

    // RFC 5322 §3.3: zone = FWS ( "+" / "-" ) 4DIGIT; §4.3: obs-zone
    private ZoneOffset zone() {
        in.skipSpace();
        String name = word();
        if (!name.isEmpty()) {
            Integer hours = ZONES.get(name);
            if (hours != null) {
                return ZoneOffset.ofHours(hours);
            }
        }
        boolean negative = in.peek() == '-';
        if (!negative && in.peek() != '+') {
            return ZoneOffset.UTC;
        }
        in.skip();
        int from = in.at();
        int value = in.number(4);
        int digits = in.at() - from;
        int hours = digits < 3 ? value : value / 100;
        int minutes = digits < 3 ? 0 : value % 100;
        if (value < 0 || hours >= MAX_OFFSET_HOURS || minutes > 59) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.ofTotalSeconds((negative ? -60 : 60) * (hours * 60 + minutes));
    }

    private boolean separator(int octet) {
        in.skipSpace();
        boolean found = in.skip(octet);
        if (found) {
            in.skipSpace();
        }
        return found;
    }

    private String word() {
        String word = in.word();
        in.skip('.');
        return word;
    }

    private int number(int maxDigits) {
        in.skipSpace();
        return in.number(maxDigits);
    }

    private static int monthOf(String word) {
        int at = word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3));
        return at % 3 == 0 ? at / 3 + 1 : 0;
    }
}
