package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pennypost.core.reading.TextFold;

/** How well texts fit, RFC 6203 §3. */
class FuzzyTextTest {
    @Test
    void whatIsThereFitsBest() {
        assertEquals(100, score("hello world", "he said: Hello World!"));
        assertEquals(99, score("world hello", "hello world"));
        assertEquals(0, score("hello", "good morning"));
        assertEquals(0, score("cat", "car"));
    }

    @Test
    void oneWordOfThreeMayBeMissing() {
        assertTrue(score("quarterly sales report", "the sales report") > 0);
        assertEquals(0, score("quarterly sales report", "the report"));
    }

    @Test
    void aMessageWithoutEndHasOne() {
        FuzzyText fuzzy = new FuzzyText("needle");
        String page = TextFold.fold("nothing of the kind is here ".repeat(1_000));
        int pages = 0;
        while (fuzzy.take(CharBuffer.wrap(page))) {
            pages++;
        }
        assertTrue(pages >= 30 && pages < 40, "pages " + pages);
        fuzzy.take(CharBuffer.wrap("NEEDLES "));
        assertEquals(100, fuzzy.score());
    }

    @Property
    void oneWrongLetterIsForgiven(
            @ForAll @AlphaChars @StringLength(min = 4, max = 20) String word, @ForAll @IntRange(max = 19) int place) {
        int at = place % word.length();
        String wrong = word.substring(0, at) + "9" + word.substring(at + 1);
        String without = word.substring(0, at) + word.substring(at + 1);
        assertTrue(score(word, "some " + wrong + " here") > 0);
        assertTrue(score(word, "some " + without + " here") > 0);
    }

    @Property
    void aTextMayComeInPieces(
            @ForAll @AlphaChars @StringLength(min = 1, max = 12) String word, @ForAll @IntRange(max = 30) int cut) {
        String text = TextFold.fold("begin " + word + "x, end");
        FuzzyText whole = new FuzzyText(word + " end");
        whole.take(CharBuffer.wrap(text));
        FuzzyText pieces = new FuzzyText(word + " end");
        int at = cut % text.length();
        pieces.take(CharBuffer.wrap(text.substring(0, at)));
        pieces.take(CharBuffer.wrap(text.substring(at)));
        assertEquals(whole.score(), pieces.score());
    }

    private static int score(String wanted, String text) {
        FuzzyText fuzzy = new FuzzyText(wanted);
        fuzzy.take(CharBuffer.wrap(TextFold.fold(text)));
        return fuzzy.score();
    }
}
