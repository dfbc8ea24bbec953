package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pennypost.core.message.Texts.leaves;
import static org.pennypost.core.message.Texts.multipart;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies at and behind each limit of the parser. */
class MessageLimitsTest {

    @Test
    void limitsArePositive() {
        assertThrows(IllegalArgumentException.class, () -> new MessageLimits(1, 1, 1, 1, 1, 1, 0));
    }

    @Test
    void partsBehindTheLimitBelongToTheLast() {
        MessageLimits limits = new MessageLimits(1000, 1000, 10, 3, 70, 10, 10);
        byte[] message = multipart("--b", "", "one", "--b", "", "two", "--b", "", "three", "--b--", "epilogue");
        MessageStructure structure = MessageParser.parse(ByteBuffer.wrap(message), limits);
        assertEquals(List.of("one", "two\r\n--b\r\n\r\nthree"), leaves(message, structure));
    }

    @Test
    void levelsBehindTheLimitAreNotOpened() {
        MessageLimits limits = new MessageLimits(1000, 1000, 2, 10, 70, 10, 10);
        byte[] message =
                multipart("--b", "Content-Type: multipart/mixed; boundary=i", "", "--i", "", "one", "--i--", "--b--");
        MessageStructure structure = MessageParser.parse(ByteBuffer.wrap(message), limits);
        assertEquals(List.of("--i\r\n\r\none\r\n--i--"), leaves(message, structure));
        MimePart.Multipart root = (MimePart.Multipart) structure.root();
        assertEquals(ContentType.OCTET_STREAM, root.parts().get(0).type());
    }

    @Test
    void longBoundariesCountAsFarAsTheLimit() {
        MessageLimits limits = new MessageLimits(1000, 1000, 10, 10, 5, 10, 10);
        byte[] message = Texts.message(
                "Content-Type: multipart/mixed; boundary=1234567890", "", "--1234567890", "", "one", "--1234567890--");
        assertEquals(
                List.of("one\r\n--1234567890--\r\n".substring(0, 3), ""),
                leaves(message, MessageParser.parse(ByteBuffer.wrap(message), limits)));
    }

    @Test
    void headersBehindTheLimitAreCut() {
        MessageLimits limits = new MessageLimits(40, 60, 10, 10, 70, 10, 10);
        byte[] message = Texts.message("X: " + "x".repeat(40), "Content-Type: text/html", "", "body");
        MessageStructure structure = MessageParser.parse(ByteBuffer.wrap(message), limits);
        assertEquals("body\r\n", Texts.text(message, structure.text()));
        assertEquals(ContentType.TEXT_PLAIN, structure.root().type());
    }
}
