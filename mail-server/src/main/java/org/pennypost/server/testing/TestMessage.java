package org.pennypost.server.testing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.message.EncodedWords;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageParser;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.TextDecoder;

/** The octets of a message and the few things that most tests ask of them. Immutable. */
public final class TestMessage {
    private final byte[] octets;

    private TestMessage(byte[] octets) {
        this.octets = octets;
    }

    static TestMessage of(byte[] octets) {
        return new TestMessage(octets.clone());
    }

    /** All octets, for a mail library of the caller's: lines with CRLF, the trace header first. */
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    /** How many octets it has. */
    public int size() {
        return octets.length;
    }

    /** All of it as text, each octet that is not UTF-8 as U+FFFD. */
    public String raw() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** The first header field of a name, encoded words decoded (RFC 2047); empty if there is none. */
    public Optional<String> header(String name) {
        return Header.parse(buffer(), MessageLimits.DEFAULTS)
                .first(name)
                .map(HeaderField::value)
                .map(EncodedWords::decode);
    }

    /** The subject, decoded; empty text if there is none. */
    public String subject() {
        return header("Subject").orElse("");
    }

    /** The first text/plain part, or else the first text, decoded; lines end with CRLF. */
    public String text() {
        MimePart root = MessageParser.parse(buffer(), MessageLimits.DEFAULTS).root();
        return texts(root)
                .filter(part -> part.type().is("text", "plain"))
                .findFirst()
                .or(() -> texts(root).findFirst())
                .map(this::decoded)
                .orElse("");
    }

    /** What {@link #raw} says. */
    @Override
    public String toString() {
        return raw();
    }

    private static Stream<MimePart> texts(MimePart part) {
        return part instanceof MimePart.Multipart
                ? ((MimePart.Multipart) part).parts().stream().flatMap(TestMessage::texts)
                : Stream.of(part).filter(leaf -> leaf.type().is("text"));
    }

    private String decoded(MimePart part) {
        StringBuilder text = new StringBuilder();
        TextDecoder decoder = TextDecoder.with(part.fields(), text::append);
        decoder.feed(ByteBuffer.wrap(
                octets, (int) part.body().offset(), (int) part.body().length()));
        decoder.finish();
        return text.toString();
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }
}
