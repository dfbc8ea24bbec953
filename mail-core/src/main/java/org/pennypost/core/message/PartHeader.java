package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The header section of a part on a way that its body may not be able to go as it is. */
final class PartHeader {
    private static final String ENCODING = "Content-Transfer-Encoding";

    private final byte[] section;
    private final boolean ofMessage;
    private final Transport transport;
    private final Header parsed;
    private final ContentType type;
    private final Optional<byte[]> boundary;
    private final Optional<TransferEncoding> instead;

    /**
     * @param section with its blank line
     * @param ofMessage whether it is that of a message, not of a part
     * @param around the multiparts that the part is in
     */
    PartHeader(byte[] section, boolean ofMessage, OpenBoundaries around, Transport transport, MessageLimits limits) {
        this.section = section;
        this.ofMessage = ofMessage;
        this.transport = transport;
        this.parsed = Header.parse(ByteBuffer.wrap(section), limits);
        ContentType usual = ofMessage ? ContentType.TEXT_PLAIN : around.defaultType();
        MimeFields mime = new MimeFieldReader(limits).read(parsed, usual);
        this.type = mime.type();
        this.boundary = around.depth() < limits.depth() ? boundary(type, limits) : Optional.empty();
        // what nobody could show otherwise is encoded even if it is signed
        boolean kept = transport == Transport.SEVEN_BIT && around.sealed();
        this.instead = kept ? Optional.empty() : instead(mime);
    }

    ContentType type() {
        return type;
    }

    /** Of a multipart whose parts can be told apart. */
    Optional<byte[]> boundary() {
        return boundary;
    }

    /** The encoding that the part gets; empty if it stays as it is. */
    Optional<TransferEncoding> instead() {
        return instead;
    }

    /** The section as it is passed on. */
    byte[] passed() {
        if (instead.isEmpty()) {
            return section;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(section.length + 128);
        ByteBuffer others = parsed.fieldsNot(List.of(ENCODING));
        byte[] fields = new byte[others.remaining() - 2]; // without the blank line
        others.get(fields);
        out.writeBytes(fields);
        if (ofMessage && transport == Transport.SEVEN_BIT) {
            makeMime(out);
        }
        field(ENCODING + ": " + instead.get(), out);
        field("", out);
        return out.toByteArray();
    }

    /** RFC 2045 §4: without a version no encoding counts. Nobody can know the charset of a text that does not tell it. */
    private void makeMime(ByteArrayOutputStream out) {
        if (parsed.first("MIME-Version").isEmpty()) {
            field("MIME-Version: 1.0", out);
        }
        if (parsed.first("Content-Type").isEmpty()) {
            field("Content-Type: text/plain; charset=unknown-8bit", out);
        }
    }

    private static void field(String line, ByteArrayOutputStream out) {
        out.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<TransferEncoding> instead(MimeFields mime) {
        boolean says = parsed.first(ENCODING).isPresent();
        Optional<TransferEncoding> declared =
                TransferEncoding.of(mime.encoding()).filter(any -> says);
        boolean unknown = says && declared.isEmpty();
        boolean composite = boundary.isPresent() || type.isMessage();
        return unknown ? Optional.empty() : transport.instead(declared, type, composite);
    }

    private static Optional<byte[]> boundary(ContentType type, MessageLimits limits) {
        return type.is("multipart")
                ? type.parameter("boundary")
                        .map(parameter -> octets(parameter.value()))
                        .filter(octets -> octets.length > 0 && octets.length <= limits.boundaryOctets())
                : Optional.empty();
    }

    private static byte[] octets(RawText text) {
        byte[] octets = new byte[text.length()];
        text.copyTo(octets, 0);
        return octets;
    }
}
