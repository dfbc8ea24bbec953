package org.pennypost.server.pulling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.StoreException;

class AnswerReaderTest {
    private final List<String> bodies = new ArrayList<>();

    // RFC 9051 §7.5.2
    @Test
    void aMessagePassesByAndTheRestIsRead() throws Exception {
        Answer answer = reader("* 23 FETCH (FLAGS (\\Seen $Work) BODY[] {5}\r\na\r\n)( UID 42"
                        + " INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n")
                .read(this::take);
        assertTrue(answer.isFetch());
        assertEquals(List.of("a\r\n)("), bodies);
        assertEquals("42", answer.fetched("UID").orElseThrow().text());
        assertEquals(2, answer.fetched("FLAGS").orElseThrow().items().size());
        assertEquals(
                "17-Jul-1996 02:44:25 -0700",
                answer.fetched("internaldate").orElseThrow().text());
    }

    @Test
    void aMessageAsQuotedStringIsOneToo() throws Exception {
        reader("* 1 FETCH (BODY[] \"a \\\"b\\\"\")\r\n").read(this::take);
        assertEquals(List.of("a \"b\""), bodies);
    }

    // RFC 9051 §7.1
    @Test
    void codesOfStatusResponsesAreFound() throws Exception {
        Answer answer = reader("* OK [UIDVALIDITY 3857529045] UIDs valid\r\n").read(AnswerReader.Bodies.NONE);
        assertEquals(3857529045L, answer.code("UIDVALIDITY").orElseThrow());
        assertTrue(answer.code("UIDNEXT").isEmpty());
        assertTrue(reader("a1 NO [TRYCREATE] no (such) mailbox\r\n")
                .read(AnswerReader.Bodies.NONE)
                .is("NO"));
        assertEquals(
                "go on", reader("+ go on\r\n").read(AnswerReader.Bodies.NONE).text());
    }

    @Test
    void aMailboxNameMayBeALiteral() throws Exception {
        Answer answer = reader("* LIST (\\HasNoChildren) \"/\" {3}\r\na\"b\r\n").read(AnswerReader.Bodies.NONE);
        assertEquals("a\"b", answer.items().get(3).text());
    }

    @Test
    void aServerThatSaysTooMuchIsCutOff() {
        assertThrows(IOException.class, () -> reader("* X {4194305}\r\n").read(AnswerReader.Bodies.NONE));
        assertThrows(IOException.class, () -> reader("* X " + "(".repeat(1000)).read(AnswerReader.Bodies.NONE));
        assertThrows(
                IOException.class, () -> reader("* OK " + "x".repeat(5 << 20)).read(AnswerReader.Bodies.NONE));
        assertThrows(
                EOFException.class, () -> reader("* 1 FETCH (BODY[] {9}\r\nabc").read(this::take));
    }

    @Test
    void literalsOfOneAnswerCountTogether() {
        String literal = " {1000000}\r\n" + "x".repeat(1_000_000);
        IOException fault = assertThrows(
                IOException.class,
                () -> reader("* X" + literal.repeat(5) + "\r\n").read(AnswerReader.Bodies.NONE));
        assertTrue(fault.getMessage().contains("too much"), fault::getMessage);
    }

    @Property(tries = 500)
    void garbageIsAnAnswerOrAnIoException(
            @ForAll @StringLength(max = 80) @CharRange(from = '\0', to = '\u00ff') String octets)
            throws StoreException {
        isAnswerOrIoException(octets);
    }

    @Property(tries = 500)
    void piecesOfAnswersInAnyOrderAreToo(@ForAll List<Piece> pieces) throws StoreException {
        StringBuilder text = new StringBuilder("* ");
        pieces.forEach(piece -> text.append(piece.text));
        isAnswerOrIoException(text + "\r\n");
    }

    enum Piece {
        ATOM("FETCH"),
        BODY("BODY[]"),
        BLANK(" "),
        OPEN("("),
        CLOSE(")"),
        QUOTE("\""),
        LITERAL("{2}\r\n"),
        WRONG("{x}"),
        STATUS("OK"),
        LINE("\r\n");

        private final String text;

        Piece(String text) {
            this.text = text;
        }
    }

    private void isAnswerOrIoException(String octets) throws StoreException {
        try {
            Answer answer = reader(octets).read(this::take);
            assertTrue(!answer.tag().isEmpty());
        } catch (IOException fault) {
            assertTrue(fault.getMessage() != null);
        }
    }

    private static AnswerReader reader(String octets) {
        return new AnswerReader(new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void take(InputStream octets) throws IOException {
        bodies.add(new String(octets.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
}
