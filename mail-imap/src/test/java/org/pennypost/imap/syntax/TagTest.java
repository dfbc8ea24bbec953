package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.SyntaxException;

class TagTest {
    // RFC 9051 §7.1.3: a BAD names the command that it is about
    @Test
    void isFoundBeforeNonsense() {
        assertEquals(Optional.of(new Tag("a1")), Tag.of(Typed.octets("a1 \0\7)(")));
        assertEquals(Optional.of(new Tag("a1")), Tag.of(Typed.octets("a1")));
    }

    // RFC9051-7.1.3-a
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+ a", "a+b NOOP", "(a) NOOP", "a\0b NOOP", "\"a\" NOOP", "\r", "é NOOP"})
    void isNotFoundWhereNoneIs(String line) {
        assertEquals(Optional.empty(), Tag.of(Typed.octets(line)));
    }

    @Test
    void hasALimit() {
        String longest = "x".repeat(Tag.MAX_LENGTH);
        assertEquals(longest, new Tag(longest).text());
        assertEquals(Optional.of(new Tag(longest)), Tag.of(Typed.octets(longest + " NOOP")));
        assertEquals(Optional.empty(), Tag.of(Typed.octets(longest + "x NOOP")));
        assertThrows(SyntaxException.class, () -> new Tag(longest + "x"));
    }
}
