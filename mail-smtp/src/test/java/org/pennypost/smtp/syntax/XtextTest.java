package org.pennypost.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.SyntaxException;

/** RFC 3461 §4. */
class XtextTest {
    @Test
    void decodes() {
        assertEquals("e=mc2@example.com", Xtext.decode("e+3Dmc2@example.com"));
        assertEquals("a+b", Xtext.decode("a+2Bb"));
        assertEquals("é", Xtext.decode("+C3+A9"));
        assertEquals("", Xtext.decode(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "a+", "+3", "+3d", "+G0", "a=b", "a b", "a\u007F", "é", "+C3", "+FF"})
    void refuses(String text) {
        assertThrows(SyntaxException.class, () -> Xtext.decode(text));
    }
}
