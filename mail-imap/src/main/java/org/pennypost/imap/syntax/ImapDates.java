package org.pennypost.imap.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/** Dates as IMAP writes them: RFC 9051 §9 {@code date} and {@code date-time}. */
public final class ImapDates {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z");

    private ImapDates() {}

    /** {@code date = date-text / DQUOTE date-text DQUOTE} */
    public static LocalDate date(OctetScanner in) {
        boolean quoted = in.skip('"');
        LocalDate date = dateText(in);
        if (quoted) {
            in.expect('"');
        }
        return date;
    }

    /** {@code date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE} */
    public static Instant dateTime(OctetScanner in) {
        in.expect('"');
        // Deviates from RFC 9051 §9: a day of one digit needs no space before it, because the Mail of iOS 18.3 and
        // Outlook on Android leave it out, and could keep no copy of what they send until the tenth of each month.
        int day = in.skip(' ') || in.peek(1) == '-' ? digits(in, 1) : digits(in, 2);
        LocalDate date = monthAndYear(in, day);
        in.expect(' ');
        LocalTime time = time(in);
        in.expect(' ');
        int zone = zone(in);
        in.expect('"');
        return Instant.ofEpochSecond(date.toEpochSecond(time, ZoneOffset.UTC) - zone);
    }

    /** {@code date-time} in UTC, quotes included; whole seconds, years from 0 to 9999. */
    static void write(Instant instant, ResponseWriter out) {
        Instant bounded = instant.isBefore(YEAR_0) ? YEAR_0 : instant.isAfter(YEAR_9999) ? YEAR_9999 : instant;
        long second = bounded.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, 86_400L));
        int time = (int) Math.floorMod(second, 86_400L);
        out.ascii("\"");
        two(date.getDayOfMonth(), ' ', out);
        out.ascii("-").ascii(MONTHS[date.getMonthValue() - 1]).ascii("-");
        two(date.getYear() / 100, '0', out);
        two(date.getYear() % 100, '0', out);
        out.space();
        two(time / 3600, '0', out);
        out.ascii(":");
        two(time / 60 % 60, '0', out);
        out.ascii(":");
        two(time % 60, '0', out);
        out.ascii(" +0000\"");
    }

    /** {@code date-text = date-day "-" date-month "-" date-year} */
    private static LocalDate dateText(OctetScanner in) {
        int day = digits(in, in.peek(1) == '-' ? 1 : 2);
        return monthAndYear(in, day);
    }

    private static LocalDate monthAndYear(OctetScanner in, int day) {
        in.expect('-');
        int month = 0;
        while (month < MONTHS.length && !in.skipIgnoringCase(MONTHS[month])) {
            month++;
        }
        if (month == MONTHS.length) {
            throw invalid();
        }
        in.expect('-');
        int year = digits(in, 4);
        try {
            return LocalDate.of(year, month + 1, day);
        } catch (DateTimeException noSuchDay) {
            throw impossible();
        }
    }

    /** {@code time = 2DIGIT ":" 2DIGIT ":" 2DIGIT}; a leap second is the second before it. */
    private static LocalTime time(OctetScanner in) {
        int hour = digits(in, 2);
        in.expect(':');
        int minute = digits(in, 2);
        in.expect(':');
        int second = digits(in, 2);
        if (hour > 23 || minute > 59 || second > 60) {
            throw impossible();
        }
        return LocalTime.of(hour, minute, Math.min(second, 59));
    }

    /** {@code zone = ("+" / "-") 4DIGIT}, in seconds east of Greenwich */
    private static int zone(OctetScanner in) {
        boolean west = in.skip('-');
        if (!west) {
            in.expect('+');
        }
        int hours = digits(in, 2);
        int minutes = digits(in, 2);
        if (hours > 23 || minutes > 59) {
            throw impossible();
        }
        int seconds = hours * 3600 + minutes * 60;
        return west ? -seconds : seconds;
    }

    private static int digits(OctetScanner in, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int octet = in.next();
            if (octet < '0' || octet > '9') {
                throw invalid();
            }
            value = value * 10 + octet - '0';
        }
        return value;
    }

    private static void two(int number, char padding, ResponseWriter out) {
        out.octet(number < 10 ? padding : '0' + number / 10).octet('0' + number % 10);
    }

    /** RFC 3501 §6.3.11: an error in the date is answered NO, where its form is right. */
    private static SyntaxException impossible() {
        return new CommandRefusedException(Condition.NO, ResponseCode.Word.CANNOT, "no such date or time");
    }

    private static SyntaxException invalid() {
        return new SyntaxException("invalid date");
    }
}
