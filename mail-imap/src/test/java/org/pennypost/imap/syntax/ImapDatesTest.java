package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

class ImapDatesTest {
    // RFC3501-9-p
    @ParameterizedTest
    @CsvSource({
        "1-Feb-1994,       1994-02-01",
        "01-Feb-1994,      1994-02-01",
        "\"1-feb-1994\",   1994-02-01",
        "31-DEC-9999,      9999-12-31",
        "29-Feb-2024,      2024-02-29"
    })
    void date(String text, LocalDate date) {
        OctetScanner in = OctetScanner.of(text);
        assertEquals(date, ImapDates.date(in));
        assertTrue(in.atEnd());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-Feb",
                "1-Feb-94",
                "32-Jan-2020",
                "29-Feb-2023",
                "0-Jan-2020",
                "00-Jan-2020",
                "1-Foo-2020",
                "1 Jan 2020",
                "001-Jan-2020",
                " 1-Jan-2020",
                "\"1-Jan-2020",
                "1-Jan-20x0",
                "1-January-2020"
            })
    void noDate(String text) {
        assertThrows(SyntaxException.class, () -> ImapDates.date(OctetScanner.of(text)));
    }

    // RFC3501-9-q
    @ParameterizedTest
    @CsvSource({
        "17-Jul-1996 02:44:25 -0700, 1996-07-17T09:44:25Z",
        "' 7-Feb-1994 21:52:25 -0800', 1994-02-08T05:52:25Z",
        "07-Feb-1994 21:52:25 +0000, 1994-02-07T21:52:25Z",
        "7-Feb-1994 21:52:25 +0000, 1994-02-07T21:52:25Z",
        "30-Jun-2015 23:59:60 +0000, 2015-06-30T23:59:59Z",
        "01-Jan-2000 00:00:00 +2359, 1999-12-31T00:01:00Z"
    })
    void dateTime(String text, Instant instant) {
        OctetScanner in = OctetScanner.of('"' + text + '"');
        assertEquals(instant, ImapDates.dateTime(in));
        assertTrue(in.atEnd());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "17-Jul-1996",
                "7 Jul 1996 02:44:25 -0700",
                " -Jul-1996 02:44:25 -0700",
                "17-Jul-1996 2:44:25 -0700",
                "17-Jul-1996 24:00:00 +0000",
                "17-Jul-1996 02:60:25 -0700",
                "17-Jul-1996 02:44:61 -0700",
                "17-Jul-1996 02:44:25 0700",
                "17-Jul-1996 02:44:25 -070",
                "17-Jul-1996 02:44:25 -2400",
                "17-Jul-1996 02:44:25 +0060",
                "31-Jun-1996 02:44:25 -0700",
                "17-Jul-1996 02:44:25",
                "17-Jul-1996  02:44:25 -0700"
            })
    void noDateTime(String text) {
        assertThrows(SyntaxException.class, () -> ImapDates.dateTime(OctetScanner.of('"' + text + '"')));
    }

    // RFC 9051 §9 date-time: the day has two characters, the first maybe a space
    @Test
    void writes() {
        assertEquals("\"17-Jul-1996 09:44:25 +0000\"", written(Instant.parse("1996-07-17T09:44:25Z")));
        assertEquals("\" 7-Feb-1994 00:00:00 +0000\"", written(Instant.parse("1994-02-07T00:00:00.9Z")));
        assertEquals("\"31-Dec-1969 23:59:59 +0000\"", written(Instant.ofEpochSecond(-1)));
    }

    @Test
    void writesFourDigitsOfAYear() {
        assertEquals("\" 1-Jan-0000 00:00:00 +0000\"", written(Instant.MIN));
        assertEquals("\"31-Dec-9999 23:59:59 +0000\"", written(Instant.MAX));
    }

    @Property
    void everyInstantReadsBack(@ForAll @LongRange(min = -62167219200L, max = 253402300799L) long second) {
        Instant instant = Instant.ofEpochSecond(second);
        assertEquals(instant, ImapDates.dateTime(OctetScanner.of(written(instant))));
    }

    private static String written(Instant instant) {
        return Written.ascii(out -> ImapDates.write(instant, out));
    }
}
