package org.pennypost.core.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.CharBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** RFC 5051 §2. */
class TextFoldTest {
    @Test
    void neitherCaseNorFormCounts() {
        assertEquals("DER GRU\u0308NE BAUM", TextFold.fold("Der gr\u00FCne Baum"));
        assertEquals(TextFold.fold("CAF\u00C9"), TextFold.fold("cafe\u0301"));
        assertEquals(TextFold.fold("\u01C4"), TextFold.fold("\u01C6"));
        assertEquals("\uD801\uDC00", TextFold.fold("\uD801\uDC28"));
    }

    @Test
    void halfACharacterIsLeftOut() {
        assertEquals("AB", TextFold.fold("a\uD801b"));
        assertEquals("AB", TextFold.fold("a\uDC28b"));
        assertEquals("A", TextFold.fold("a\uD801"));
    }

    @Property
    void cutsDoNotCount(@ForAll @StringLength(max = 40) String text) {
        TextFold fold = new TextFold();
        StringBuilder pieces = new StringBuilder();
        for (char c : text.toCharArray()) {
            pieces.append(fold.fold(CharBuffer.wrap(new char[] {c})));
        }
        assertEquals(TextFold.fold(text), pieces.toString());
    }

    @Property
    void twiceIsOnce(@ForAll @StringLength(max = 40) String text) {
        String once = TextFold.fold(text);
        assertEquals(once.length() == 0, TextFold.fold(once).isEmpty());
    }
}
