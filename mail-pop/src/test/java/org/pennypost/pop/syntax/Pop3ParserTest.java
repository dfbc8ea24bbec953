package org.pennypost.pop.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.pennypost.core.account.Password;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

class Pop3ParserTest {
    // RFC1939-3-c
    @Example
    void keywordsComeInAnyCase() {
        assertEquals(new Pop3Command.Stat(), parse("sTaT"));
    }

    @Example
    void argumentsAreRead() {
        assertEquals(new Pop3Command.List(0), parse("LIST"));
        assertEquals(new Pop3Command.List(7), parse("LIST 7"));
        assertEquals(new Pop3Command.Top(1, 0), parse("TOP 1 0"));
        assertEquals(new Pop3Command.Uidl(0), parse("UIDL"));
        assertEquals(new Pop3Command.User("Jürgen von Ü"), parse("USER Jürgen von Ü"));
        assertEquals(new Pop3Command.Auth("PLAIN", "="), parse("AUTH PLAIN ="));
        assertEquals(new Pop3Command.Auth("", ""), parse("AUTH"));
    }

    /** RFC 1939 §7: PASS has one argument, spaces included. */
    @Example
    void spacesAreOfThePassword() {
        Pop3Command.Pass pass = (Pop3Command.Pass) parse("PASS  two  blanks ");
        assertTrue(pass.password().matches(Password.of(" two  blanks ")));
    }

    @Example
    void blanksBehindACommandAreLetBe() {
        assertEquals(new Pop3Command.Stat(), parse("STAT "));
        assertEquals(new Pop3Command.List(0), parse("LIST "));
        assertEquals(new Pop3Command.List(7), parse("LIST 7  "));
        assertEquals(new Pop3Command.Uidl(0), parse("UIDL "));
        assertEquals(new Pop3Command.Lang(""), parse("LANG "));
        assertEquals(new Pop3Command.Auth("", ""), parse("AUTH "));
        assertEquals(new Pop3Command.Auth("PLAIN", ""), parse("AUTH PLAIN "));
    }

    @Example
    void whatTheGrammarDoesNotHaveIsRefused() {
        for (String line : new String[] {
            "",
            " ",
            "XYZZY",
            "STAT 1",
            "LIST  1",
            "LIST 0",
            "LIST x",
            "LIST -1",
            "RETR",
            "RETR 1 2",
            "TOP 1",
            "DELE  1",
            "USER",
            "USER ",
            "APOP mrose",
            "RETR 99999999999999999999",
            "AUTH PLAIN = =",
            "QUIT now",
            "STAT\t"
        }) {
            assertThrows(SyntaxException.class, () -> parse(line), line);
        }
    }

    // RFC1939-7-APOP-g
    @Example
    void secretsDoNotPrintThemselves() {
        assertFalse(parse("PASS secret").toString().contains("secret"));
        assertFalse(parse("APOP mrose c4c9334b").toString().contains("c4c9"));
        assertFalse(parse("AUTH PLAIN AHRpbQ==").toString().contains("AHR"));
    }

    @Property(tries = 1000)
    void garbageGivesACommandOrASyntaxException(@ForAll @Size(max = 80) byte[] garbage) {
        try {
            Pop3Parser.parse(OctetScanner.of(ByteBuffer.wrap(garbage)));
        } catch (SyntaxException expected) {
            assertFalse(expected.getMessage().isEmpty());
        }
    }

    private static Pop3Command parse(String line) {
        return Pop3Parser.parse(OctetScanner.of(line));
    }
}
