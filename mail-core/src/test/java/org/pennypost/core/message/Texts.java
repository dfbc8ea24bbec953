package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Messages as the tests write them: lines, each of which gets CRLF, one octet a character. */
final class Texts {
    private Texts() {}

    static byte[] message(String... lines) {
        return octets(String.join("\r\n", lines) + "\r\n");
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static MessageStructure parse(byte[] message) {
        return MessageParser.parse(ByteBuffer.wrap(message), MessageLimits.DEFAULTS);
    }

    static Header header(String... lines) {
        return Header.parse(ByteBuffer.wrap(message(lines)), MessageLimits.DEFAULTS);
    }

    static Envelope envelope(String... lines) {
        return Envelope.of(header(lines), MessageLimits.DEFAULTS);
    }

    static MimeFields fields(String... lines) {
        return MimeFields.of(header(lines), MessageLimits.DEFAULTS);
    }

    static String text(byte[] message, Extent extent) {
        int from = Math.toIntExact(extent.offset());
        return new String(message, from, Math.toIntExact(extent.length()), StandardCharsets.ISO_8859_1);
    }

    /** The text of a section of a message, or nothing. */
    static Optional<String> section(byte[] message, SectionText text, Integer... path) {
        return parse(message).section(List.of(path), text).map(extent -> text(message, extent));
    }

    /** Every LF without a CR before it made CRLF. */
    static byte[] withCrlf(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + octets.length / 16);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(octets[i]);
        }
        return out.toByteArray();
    }

    /** A multipart with the boundary {@code b} and these lines as its body. */
    static byte[] multipart(String... body) {
        List<String> lines = new ArrayList<>(List.of("Content-Type: multipart/mixed; boundary=b", ""));
        Collections.addAll(lines, body);
        return message(lines.toArray(String[]::new));
    }

    /** The bodies of all leaves of a message, whose structure is checked. */
    static List<String> leaves(byte[] message) {
        return leaves(message, parse(message));
    }

    static List<String> leaves(byte[] message, MessageStructure structure) {
        Invariants.check(message, structure);
        List<String> texts = new ArrayList<>();
        collect(message, structure.root(), texts);
        return texts;
    }

    private static void collect(byte[] message, MimePart part, List<String> into) {
        if (part instanceof MimePart.Multipart multipart) {
            multipart.parts().forEach(inner -> collect(message, inner, into));
        } else if (part instanceof MimePart.Embedded embedded) {
            collect(message, embedded.message().root(), into);
        } else {
            into.add(text(message, part.body()));
        }
    }
}
