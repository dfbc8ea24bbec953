package org.pennypost.server.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.smtp.syntax.EnhancedStatus;
import org.pennypost.smtp.syntax.SmtpReply;

/** Whatever a filter says is an answer or a fault of its own, and can break neither a header nor a reply. */
class AnswerProperties {
    private static final String KINDS = "cpsadrtf4yhimbq+-eO";

    @Property
    void octetsAreAnAnswerOrAFault(@ForAll("kinds") char kind, @ForAll @Size(max = 200) byte[] data) {
        understood(new Packet(kind, ByteBuffer.wrap(data)));
    }

    @Property
    void aReplyOfAFilterIsAReply(@ForAll("codes") String code, @ForAll("texts") String text) {
        understood(new Packet('y', ByteBuffer.wrap((code + text).getBytes(StandardCharsets.ISO_8859_1))));
    }

    @Property
    void aValueIsOneFieldAndNoMore(@ForAll("texts") String value, @ForAll boolean leadingSpace) {
        String text = "X-One:" + FieldText.folded(value, leadingSpace) + "\r\nX-Two: 2\r\n\r\n";
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        Header header = Header.parse(octets, MessageLimits.DEFAULTS);
        assertEquals(
                List.of("X-One:", "X-Two:"),
                List.of(header.field(0), header.field(1)).stream()
                        .map(HeaderField::toString)
                        .toList());
        assertEquals(2, header.size());
        assertEquals(text.length(), header.octets().remaining());
    }

    @Property
    void anotherBodyHasLinesAsOursHowEverItIsCut(@ForAll("texts") String one, @ForAll("texts") String two) {
        String cut = mended(one, two);
        assertEquals(mended(one + two), cut);
        assertTrue(cut.matches("(?s)([^\r\n\0]|\r\n)*"), cut);
    }

    private static String mended(String... pieces) {
        MendedLines lines = new MendedLines();
        StringBuilder mended = new StringBuilder();
        for (String piece : pieces) {
            ByteBuffer octets = ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1));
            mended.append(StandardCharsets.ISO_8859_1.decode(lines.mend(octets)));
        }
        return mended.append(StandardCharsets.ISO_8859_1.decode(lines.end())).toString();
    }

    private static void understood(Packet packet) {
        try {
            if (Answer.of(packet) instanceof Answer.Refuse refuse) {
                var why = refuse.why();
                SmtpReply reply =
                        new SmtpReply(why.code(), EnhancedStatus.of(why.subject(), why.detail()), why.lines());
                assertTrue(!reply.positive() && reply.toString().matches("[ -~]+(\r\n[ -~]+)*"), reply::toString);
            }
        } catch (FilterFault fault) {
            assertTrue(fault.getMessage().matches("[ -~]+"), fault::getMessage);
        }
    }

    @Provide
    Arbitrary<Character> kinds() {
        return Arbitraries.chars().with(KINDS.toCharArray());
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of("", "5", "250 ", "550", "550 ", "554-5.7.1 ", "451 4.7.1 ", "559 5.999.999 ", "599 ");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("a:% \t\r\n\0\u0085\u00ff").ofMaxLength(600);
    }
}
