package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2047, with the examples of its §8, and RFC 2231 §5. */
class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\u0001',
            value = {
                "=?US-ASCII?Q?Keith_Moore?=|Keith Moore",
                "=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=|Keld J\u00f8rn Simonsen",
                "=?ISO-8859-1?Q?Andr=E9?= Pirard|Andr\u00e9 Pirard",
                "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?="
                        + "     =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?="
                        + "|If you can read this you understand the example.",
                "Nathaniel Borenstein (=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?=)"
                        + "|Nathaniel Borenstein"
                        + " (\u05dd\u05d5\u05dc\u05e9 \u05df\u05d1 \u05d9\u05dc\u05d8\u05e4\u05e0)",
                "(=?ISO-8859-1?Q?a?=)|(a)",
                "(=?ISO-8859-1?Q?a?= b)|(a b)",
                "(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)|(ab)",
                "(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)|(ab)",
                "(=?ISO-8859-1?Q?a_b?=)|(a b)",
                "(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)|(a b)",
                "=?US-ASCII*EN?Q?Keith_Moore?=|Keith Moore",
                "=?utf-8?q?=c3=a4?==?UTF-8?b?w6Q=?=|\u00e4\u00e4",
                "=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=|\u20ac",
                "=?utf-8?B?4oI?= =?utf-8?B?rA?=|\u20ac",
                "=?x-nobody?q?a?=|=?x-nobody?q?a?=",
                "=?utf-8?x?a?= b|=?utf-8?x?a?= b",
                "=?utf-8?q?a =?utf-8?q?b?=|=?utf-8?q?a b",
                "=?utf-8?q??=|''",
                "a =?utf-8?q??= b|a  b",
                "=?|=?",
                "=?=?=?=|=?=?=?=",
                "=?utf-8?q?a?= |a "
            })
    void decoding(String value, String expected) {
        assertEquals(expected.equals("''") ? "" : expected, RawText.of(value).decoded());
    }

    @Test
    void rawOctetsAreUtf8OrLatin1() {
        assertEquals("\u00e4 \u20ac", RawText.of("\u00e4 =?utf-8?q?=E2=82=AC?=").decoded());
        assertEquals(
                "\u00e4",
                RawText.copyOf(java.nio.ByteBuffer.wrap(new byte[] {(byte) 0xE4}))
                        .decoded());
        assertEquals("", RawText.ABSENT.decoded());
    }

    /** Each costs a look at all providers of charsets, if it is asked for by name: a header could take minutes. */
    @Test
    void wordsOfManyCharsetsThatNobodyHasTakeNoTime() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            words.append("=?x-").append(i).append("?q?a?= ");
        }
        String decoded = assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> RawText.of(words.toString()).decoded());
        assertEquals(words.toString(), decoded);
    }

    @Test
    void asciiStaysAsItIs() {
        assertEquals("Hello, World", EncodedWords.encode("Hello, World"));
        assertEquals("=?UTF-8?B?PT94?=", EncodedWords.encode("=?x"));
    }

    // RFC 2047 §2: at most 76 octets a line
    @Property
    void linesAreNoLongerWhateverStandsBefore(@ForAll @IntRange(max = 100) int column, @ForAll String text) {
        String sound = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        String encoded = EncodedWords.encode(sound + "\u00e4", column);
        assertEquals(
                sound + "\u00e4",
                RawText.of(encoded.replace("\r\n", "").strip()).decoded());
        String[] lines = encoded.split("\r\n");
        for (int i = 0; i < lines.length; i++) {
            assertTrue(
                    lines[i].isEmpty() || lines[i].length() + (i == 0 ? column : 0) <= EncodedWords.MAX_LINE, lines[i]);
        }
    }

    // RFC 2047 §2: at most 75 octets a word, §5: whole characters
    @Property
    void whatIsEncodedDecodesBack(@ForAll String text) {
        String sound = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        String encoded = EncodedWords.encode(sound);
        assertEquals(sound, RawText.of(encoded.replace("\r\n", "")).decoded());
        for (String word : encoded.split("\r\n ")) {
            assertTrue(word.chars().allMatch(c -> c >= ' ' && c < 0x7F), word);
            assertTrue(word.equals(sound) || word.length() <= EncodedWords.MAX_OCTETS, word);
            assertTrue(
                    word.indexOf('\uFFFD') < 0
                                    && RawText.of(word).decoded().indexOf('\uFFFD') <= sound.indexOf('\uFFFD')
                            || sound.indexOf('\uFFFD') >= 0,
                    word);
        }
    }
}
