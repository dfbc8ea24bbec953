package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.SyntaxException;

class ModifiedUtf7Test {
    // RFC 3501 §5.1.3, RFC3501-5.1.3-e
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INBOX                          | INBOX",
                "~peter/mail/台北/日本語        | ~peter/mail/&U,BTFw-/&ZeVnLIqe-",
                "R&D                            | R&-D",
                "&&                             | &-&-",
                "&é&                            | &-&AOk-&-",
                "Entwürfe                       | Entw&APw-rfe",
                "é                              | &AOk-",
                "éé                             | &AOkA6Q-",
                "ééé                            | &AOkA6QDp-",
                "😀                             | &2D3eAA-",
                "a😀b                           | a&2D3eAA-b",
                "☺!                             | &Jjo-!"
            })
    void spells(String name, String spelling) {
        assertEquals(spelling, ModifiedUtf7.encode(name));
        assertEquals(name, ModifiedUtf7.decode(spelling));
    }

    // RFC3501-5.1.3-a RFC3501-5.1.3-b RFC3501-5.1.3-f RFC3501-5.1.3-g
    @ParameterizedTest
    @ValueSource(
            strings = {
                // shifts that do not end
                "&",
                "a&",
                "&U,BTFw",
                "&AOk",
                "&AOk ",
                "&AOk/",
                // printable ASCII in a shift: "!", "a", "é" then "a"
                "&ACE-",
                "&AGE-",
                "&AOkAYQ-",
                "&Jjo!",
                // shifts that could be one
                "&U,BTFw-&ZeVnLIqe-",
                "&AOk-&AOk-",
                // bits left over that are not zero, digits that hold none
                "&AOl-&",
                "&AOn-",
                "&AOkA-",
                "&AOkA6QA-",
                "&A-",
                "&AA-",
                // half a character, halves in the wrong order
                "&2D0-",
                "&3gA-",
                "&3gDYPQ-",
                "&2D0A6Q-",
                // what base64 does not have here
                "&U/BTFw-",
                "&AOk=-",
                "&+-",
                "& -",
                // not printable ASCII
                "é",
                "a\tb",
                "a\u007fb"
            })
    void isStrict(String spelling) {
        assertThrows(SyntaxException.class, () -> ModifiedUtf7.decode(spelling));
    }

    @Property
    void everyNameReadsBack(@ForAll String name) {
        boolean wellFormed = name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        String spelling = ModifiedUtf7.encode(name);
        assertTrue(spelling.chars().allMatch(c -> c >= 0x20 && c <= 0x7E));
        if (wellFormed) {
            assertEquals(name, ModifiedUtf7.decode(spelling));
        } else {
            assertThrows(SyntaxException.class, () -> ModifiedUtf7.decode(spelling));
        }
    }

    @Property
    void aNameHasOneSpelling(
            @ForAll @StringLength(max = 12) @AlphaChars @NumericChars @Chars({'&', '-', '+', ',', '/'})
                    String garbage) {
        try {
            assertEquals(garbage, ModifiedUtf7.encode(ModifiedUtf7.decode(garbage)));
        } catch (SyntaxException refused) {
            assertTrue(garbage.contains("&"));
        }
    }
}
