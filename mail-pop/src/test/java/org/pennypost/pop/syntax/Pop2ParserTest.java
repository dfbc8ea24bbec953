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

class Pop2ParserTest {
    // RFC937-quoting-a, RFC937-syntax-c
    @Example
    void backslashTakesTheNextCharacterAsItIs() {
        Pop2Command.Helo helo = (Pop2Command.Helo) parse("HELO John\\ Doe back\\\\slash\\ ed");
        assertEquals("John Doe", helo.user());
        assertTrue(helo.password().matches(Password.of("back\\slash ed")));
        assertEquals(new Pop2Command.Fold("Old mail"), parse("FOLD Old mail"));
        assertEquals(new Pop2Command.Fold("Old mail"), parse("FOLD Old\\ mail"));
    }

    // RFC937-syntax-a
    @Example
    void numberOfReadIsOptional() {
        assertEquals(new Pop2Command.Read(-1), parse("READ"));
        assertEquals(new Pop2Command.Read(13), parse("read 13"));
        assertEquals(new Pop2Command.Read(0), parse("READ 0"));
    }

    @Example
    void whatTheGrammarDoesNotHaveIsRefused() {
        for (String line : new String[] {
            "",
            "HELO",
            "HELO fred",
            "HELO fred ",
            "HELO a b c",
            "HELO a b\\",
            "FOLD",
            "FOLD ",
            "READ x",
            "RETR 1",
            "ACKS 1",
            "QUIT now",
            "XYZZY"
        }) {
            assertThrows(SyntaxException.class, () -> parse(line), line);
        }
    }

    @Property(tries = 1000)
    void garbageGivesACommandOrASyntaxException(@ForAll @Size(max = 80) byte[] garbage) {
        try {
            Pop2Parser.parse(OctetScanner.of(ByteBuffer.wrap(garbage)));
        } catch (SyntaxException expected) {
            assertFalse(expected.getMessage().isEmpty());
        }
    }

    private static Pop2Command parse(String line) {
        return Pop2Parser.parse(OctetScanner.of(line));
    }
}
