package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pennypost.core.engine.Line;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;

class CommandAssemblyTest {
    private static final ImapLimits SMALL = new ImapLimits(64, 100, ImapLimits.LITERAL_MINUS, 3, 3, 3, 3);

    private final CommandParser parser = CommandParser.with(SMALL);
    private final CommandAssembly assembly = CommandAssembly.with(SMALL);

    // RFC7888-3-e RFC7888-3-g RFC7888-3-h
    @Test
    void gathersLinesAndLiterals() {
        assertEquals(announced(5), assembly.line(Typed.line("a LOGIN {5}")));
        assertEquals(Optional.empty(), parser.announced(assembly, TextMode.ASCII));
        assembly.literal(Typed.octets("jo"));
        assembly.literal(Typed.octets("e\r\n"));
        assertEquals(announced(0), assembly.line(Typed.line(" {0}")));
        assertEquals(Optional.empty(), parser.announced(assembly, TextMode.ASCII));
        assertEquals(Optional.empty(), assembly.line(Typed.line("")));
        Tagged tagged = parser.parse(assembly, TextMode.ASCII);
        SessionCommand.Login login = assertInstanceOf(SessionCommand.Login.class, tagged.command());
        assertEquals("joe\r\n", login.userid());
        assertEquals("", login.password().text());
    }

    // RFC9051-7.1.3-a
    @Test
    void knowsItsTagFromTheFirstLineOn() {
        assertEquals(Optional.empty(), assembly.tag());
        assembly.line(Typed.line("a1 NONSENSE"));
        assertEquals(Optional.of(new Tag("a1")), assembly.tag());
        assembly.clear();
        assembly.line(Typed.line("a2 LOGIN {3}"));
        assembly.literal(Typed.octets("joe"));
        assembly.line(Typed.line(" x"));
        assertEquals(Optional.of(new Tag("a2")), assembly.tag());
        assembly.clear();
        assertEquals(Optional.empty(), assembly.tag());
    }

    // RFC9051-2.2.1-c RFC7888-4-a
    @Test
    void refusesALiteralThatWouldMakeTheCommandTooLong() {
        assertEquals(announced(100 - "a LOGIN {xx}\r\n".length()), assembly.line(Typed.line("a LOGIN {86}")));
        assertEquals(Optional.empty(), parser.announced(assembly, TextMode.ASCII));
        assembly.clear();
        assembly.line(Typed.line("a LOGIN {87}"));
        assertThrows(SyntaxException.class, () -> parser.announced(assembly, TextMode.ASCII));
        assembly.clear();
        assembly.line(Typed.line("a LOGIN {99999999999999999999}"));
        assertThrows(SyntaxException.class, () -> parser.announced(assembly, TextMode.ASCII));
    }

    @Test
    void staysInStepWhenLinesMakeTheCommandTooLong() {
        assembly.line(Typed.line("a LOGIN {80}"));
        assembly.literal(Typed.octets("x".repeat(80)));
        assertEquals(announced(3), assembly.line(Typed.line(" blah blah blah {3}")));
        assertThrows(SyntaxException.class, () -> parser.announced(assembly, TextMode.ASCII));
        assertEquals(Optional.of(new Tag("a")), assembly.tag());
    }

    // RFC7888-5-a RFC7888-5-b RFC7888-5-c
    @Test
    void literalMinusBoundsWhatComesUnasked() {
        ImapLimits minus = new ImapLimits(64, 10_000, ImapLimits.LITERAL_MINUS, 3, 3, 3, 3);
        CommandAssembly larger = CommandAssembly.with(minus);
        larger.line(Typed.line("a LOGIN {4096+}"));
        assertEquals(Optional.empty(), parser.announced(larger, TextMode.ASCII));
        for (String line : new String[] {"a LOGIN {4097+}", "a APPEND INBOX {4097+}", "a APPEND {4097+}"}) {
            larger.clear();
            larger.line(Typed.line(line));
            CommandRefusedException refused =
                    assertThrows(CommandRefusedException.class, () -> parser.announced(larger, TextMode.ASCII));
            assertEquals(Condition.BAD, refused.condition());
            assertEquals(ResponseCode.Word.TOOBIG, refused.code());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aLineAtFaultIsTakenAndRefused(LineFault fault) {
        assertEquals(announced(3), assembly.line(new Line(Typed.octets("a LOGIN {3}"), fault)));
        assertThrows(SyntaxException.class, () -> parser.announced(assembly, TextMode.ASCII));
        assembly.literal(Typed.octets("joe"));
        assembly.line(Typed.line(" x"));
        assertThrows(SyntaxException.class, () -> parser.parse(assembly, TextMode.ASCII));
        assertEquals(Optional.of(new Tag("a")), assembly.tag());
    }

    // RFC 9051 §4.3: what is quoted is no literal, and a literal no part of a quoted string
    @Test
    void aQuotedStringDoesNotReachIntoALiteral() {
        assembly.line(Typed.line("a LOGIN \"joe {6}"));
        assembly.literal(Typed.octets("x\" y\r\n"));
        assembly.line(Typed.line(""));
        assertThrows(SyntaxException.class, () -> parser.parse(assembly, TextMode.ASCII));
    }

    // RFC9051-9-b
    @Test
    void nulInALiteralIsRefused() {
        assembly.line(Typed.line("a LOGIN joe {3}"));
        assembly.literal(Typed.octets("a\0b"));
        assembly.line(Typed.line(""));
        assertTrue(assertThrows(SyntaxException.class, () -> parser.parse(assembly, TextMode.ASCII))
                .getMessage()
                .contains("NUL"));
    }

    private static Optional<LiteralAnnouncement> announced(long octets) {
        return Optional.of(new LiteralAnnouncement(octets, true, false));
    }
}
