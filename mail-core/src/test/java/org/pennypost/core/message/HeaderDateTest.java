package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5322 §3.3 and §4.3. */
class HeaderDateTest {

    // RFC 5322 appendix A; RFC 5322 §4.3; senders of real mail
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 21 Nov 1997 09:55:06 -0600|1997-11-21T09:55:06-06:00",
                "Tue, 1 Jul 2003 10:52:37 +0200|2003-07-01T10:52:37+02:00",
                "Thu, 13 Feb 1969 23:32:54 -0330 (Newfoundland Time)|1969-02-13T23:32:54-03:30",
                "Thu,      13        Feb    1969        23:32                 -0330|1969-02-13T23:32:00-03:30",
                "21 Nov 97 09:55:06 GMT|1997-11-21T09:55:06Z",
                "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600|1997-11-21T09:55:06-06:00",
                "1 Jan 49 00:00 UT|2049-01-01T00:00:00Z",
                "1 Jan 50 00:00 EST|1950-01-01T00:00:00-05:00",
                "1 Jan 102 00:00 PDT|2002-01-01T00:00:00-07:00",
                "Sat, 31 Dec 2016 23:59:60 +0000|2016-12-31T23:59:59Z",
                "Mon Jan  1 00:01:02 2001|2001-01-01T00:01:02Z",
                "Mon, Jan 1 00:01:02 CST 2001|2001-01-01T00:01:02-06:00",
                "Monday, 01-Jan-2001 00:01:02 GMT|2001-01-01T00:01:02Z",
                "1 january 2001 0:1:2.345 A|2001-01-01T00:01:02Z",
                "1 Jan 2001 00:00:00 GMT+0100|2001-01-01T00:00:00+01:00",
                "1 Jan 2001 00:00:00 +9999|2001-01-01T00:00:00Z",
                "1 Jan 2001 00:00:00|2001-01-01T00:00:00Z",
                "1 Jan 2001 25:00:00 +0100|2001-01-01T00:00:00+01:00",
                "1 Jan 2001|2001-01-01T00:00:00Z"
            })
    void dates(String text, OffsetDateTime expected) {
        assertEquals(Optional.of(expected), HeaderDate.parse(RawText.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "Fri,",
                "32 Jan 2001 00:00 +0000",
                "30 Feb 2001 00:00 +0000",
                "0 Jan 2001",
                "1 Foo 2001 00:00",
                "1 Jan",
                "1 Jan 1",
                "1 Jan 123456",
                "Jan 1 00:00:00",
                "1 2 3 4",
                "((((("
            })
    void noDates(String text) {
        assertEquals(Optional.empty(), HeaderDate.parse(RawText.of(text)));
    }

    @Property
    void whatIsWrittenReadsBackEqual(
            @ForAll @LongRange(min = -2_000_000_000L, max = 200_000_000_000L) long second,
            @ForAll @IntRange(min = -17 * 60, max = 17 * 60) int offset) {
        OffsetDateTime time =
                OffsetDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(offset * 60));
        assertEquals(Optional.of(time), HeaderDate.parse(RawText.of(HeaderDate.format(time))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1997-11-21T09:55:06-06:00|Fri, 21 Nov 1997 09:55:06 -0600"})
    void format(OffsetDateTime time, String expected) {
        assertEquals(expected, HeaderDate.format(time));
    }
}
