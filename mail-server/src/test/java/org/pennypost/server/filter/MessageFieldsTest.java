package org.pennypost.server.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;

/** The header of a message between us and filters. */
class MessageFieldsTest {
    private static final String OURS = "Authentication-Results: us; none\r\nReceived: from there\r\n\tby us\r\n";

    @Test
    void whatIsNotTouchedStaysAsItIs() {
        String theirs = "Received: by them\r\nsubject : \u00fc\r\n fold\r\nX:y\r\n\r\n";
        MessageFields fields = fields(OURS + theirs);
        assertEquals(OURS, text(fields.above()));
        assertEquals(theirs, text(fields.section()));
        assertEquals("", fields.remainder());
        assertEquals(
                List.of("Received", "subject", "X"),
                fields.told().stream().map(MessageFields.Field::name).toList());
        assertEquals(" \u00fc\r\n fold", fields.told().get(1).value());
    }

    @Test
    void aFieldIsFoundByItsNumberAmongThoseOfItsName() throws FilterFault {
        MessageFields fields = fields(OURS + "A: 1\r\nB: 2\r\na: 3\r\n\r\n").copy();
        fields.change(2, "A", Optional.of(" three"));
        fields.change(0, "b", Optional.empty());
        fields.change(3, "A", Optional.empty());
        fields.change(3, "A", Optional.of(" four"));
        fields.insert(2, "C", " between");
        fields.insert(-1, "D", " last");
        assertEquals("A: 1\r\nC: between\r\nA: three\r\nA: four\r\nD: last\r\n\r\n", text(fields.section()));
        assertEquals(5, fields.changes());
    }

    /** smfi_insheader: OpenDKIM inserts at 1 what has to be above all that others have written. */
    @Test
    void ourReceivedFieldCountsWhereAFieldIsInserted() throws FilterFault {
        MessageFields fields = fields(OURS + "A: 1\r\nB: 2\r\n\r\n").copy();
        fields.insert(1, "C", " first");
        fields.insert(2, "D", " second");
        assertEquals("C: first\r\nD: second\r\nA: 1\r\nB: 2\r\n\r\n", text(fields.section()));
        fields.insert(0, "E", " above");
        MessageFields next = fields.copy();
        next.insert(1, "F", " above, too");
        next.insert(3, "G", " below");
        assertEquals(
                "E: above\r\nF: above, too\r\nG: below\r\nC: first\r\nD: second\r\nA: 1\r\nB: 2\r\n\r\n",
                text(next.section()));
        next.change(1, "F", Optional.empty());
        next.insert(2, "H", " below");
        assertTrue(text(next.section()).startsWith("E: above\r\nH: below\r\nG: below\r\n"));
    }

    /** RFC 3030 §2: a message by BDAT may end anywhere. */
    @Test
    void whatIsAddedBehindALineWithoutAnEndIsALineOfItsOwn() throws FilterFault {
        MessageFields fields = fields(OURS + "A: 1").copy();
        fields.add("B", " 2");
        assertEquals("A: 1\r\nB: 2\r\n", text(fields.section()));
        fields.endHere();
        assertEquals("A: 1\r\nB: 2\r\n\r\n", text(fields.section()));
    }

    @Test
    void onlyAFilterSaysThatItIsSpam() throws FilterFault {
        MessageFields fields = fields(OURS + "X-Spam: Yes\r\n\r\n").copy();
        assertFalse(fields.spam());
        fields.change(1, "X-Spam", Optional.of(" Yes"));
        assertTrue(fields.spam());
        assertTrue(fields.copy().spam(), "the next one does not change that");
        MessageFields others =
                MessageFields.of(header(OURS + "X-Spam: Yes\r\nA: b\r\n\r\n"), name -> name.startsWith("X-"));
        assertEquals("A: b\r\n\r\n", text(others.section()));
    }

    private static MessageFields fields(String text) {
        return MessageFields.of(header(text), name -> false);
    }

    private static Header header(String text) {
        return Header.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), MessageLimits.DEFAULTS);
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.ISO_8859_1.decode(octets).toString();
    }
}
