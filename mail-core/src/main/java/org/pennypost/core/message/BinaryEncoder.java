package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Makes a message of lines out of one with binary parts, without loss: a part whose Content-Transfer-Encoding is
 * {@code binary} becomes base64, a multipart or message around it {@code 8bit} (RFC 3030 §3, RFC 2045 §6.4: nothing
 * is encoded twice). All other octets stay as they are.
 *
 * <p>The message comes in pieces of any size; a header section of up to {@link MessageLimits#headerOctets} is held in
 * memory, bodies are not. Confined to one thread.
 */
public final class BinaryEncoder {
    private enum At {
        /** In a header section, which is gathered. */
        HEADER,
        /** Inside of a line of a body. */
        LINE,
        /** Behind a CR in a body. */
        CR,
        /** At the start of a line of a body, or in what may become a delimiter. */
        START,
        /** In a line that is a delimiter, behind it. */
        DELIMITER
    }

    private static final String ENCODING = "Content-Transfer-Encoding";

    private final MessageLimits limits;
    private final OpenBoundaries boundaries = new OpenBoundaries();
    private final Base64Lines base64 = new Base64Lines();
    /** The header section so far. */
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    /** A CRLF and what may become a delimiter. */
    private final Held held = new Held();

    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private At at = At.HEADER;
    private boolean binary;
    /** Of the header section's line: its length so far, and its last octet. */
    private int lineLength;

    private byte previous;
    /** Where the line begins in what is held. */
    private int lineStart;
    /** The depth of the multipart of a delimiter, and how many hyphens follow it. */
    private int depth;

    private int hyphens;

    /** An encoder at the start of a message. */
    public BinaryEncoder(MessageLimits limits) {
        this.limits = limits;
    }

    /** Takes the next octets of the message, all that remain, and gives what comes of them so far. */
    public ByteBuffer encode(ByteBuffer in) {
        byte[] octets = new byte[in.remaining()];
        in.get(octets);
        int i = 0;
        while (i < octets.length) {
            if (at == At.LINE) {
                int from = i;
                while (i < octets.length && octets[i] != '\r') {
                    i++;
                }
                body(octets, from, i);
                if (i == octets.length) {
                    break;
                }
            }
            step(octets[i++]);
        }
        return take();
    }

    /** The message has ended: the rest of what comes of it. */
    public ByteBuffer finish() {
        if (at == At.HEADER) {
            out.writeBytes(header.toByteArray());
        } else {
            releaseHeld();
            endPart(true);
        }
        return take();
    }

    private void step(byte octet) {
        switch (at) {
            case HEADER:
                headerOctet(octet);
                break;
            case DELIMITER:
                delimiterOctet(octet);
                break;
            case CR:
                afterCr(octet);
                break;
            case START:
                startOctet(octet);
                break;
            default: // LINE, at a CR
                held.write(octet);
                at = At.CR;
                break;
        }
    }

    private void afterCr(byte octet) {
        if (octet == '\r') {
            releaseHeld();
        }
        held.write(octet);
        if (octet == '\n') {
            at = At.START;
            lineStart = held.size();
        } else if (octet != '\r') {
            releaseHeld();
            at = At.LINE;
        }
    }

    private void headerOctet(byte octet) {
        header.write(octet);
        boolean blankLine = octet == '\n' && previous == '\r' && lineLength == 1;
        lineLength = octet == '\n' ? 0 : lineLength + 1;
        previous = octet;
        if (blankLine) {
            endHeader();
        } else if (header.size() >= limits.headerOctets()) {
            out.writeBytes(header.toByteArray());
            beginBody(false);
            at = At.LINE;
        }
    }

    /** RFC 2046 §5.1.1: a delimiter is a line that begins with two hyphens and the boundary. */
    private void startOctet(byte octet) {
        int found = boundaries.depthOf(held.octets(), lineStart, held.size());
        boolean apart = octet == '\r' || octet == ' ' || octet == '\t' || octet == '-';
        held.write(octet);
        if (boundaries.mayBecome(held.octets(), lineStart, held.size())
                || boundaries.depthOf(held.octets(), lineStart, held.size()) > 0) {
            return;
        }
        if (found > 0 && apart) {
            depth = found;
            hyphens = octet == '-' ? 1 : 0;
            at = At.DELIMITER;
            endPart(false);
            held.moveTo(out);
            return;
        }
        int last = held.size() - 1;
        if (octet == '\r') {
            held.shorten(last);
            releaseHeld();
            held.write(octet);
            at = At.CR;
        } else {
            releaseHeld();
            at = At.LINE;
        }
    }

    /** RFC 2046 §5.1.1: two hyphens behind the boundary close the multipart. */
    private void delimiterOctet(byte octet) {
        out.write(octet);
        if (hyphens == 1) {
            hyphens = octet == '-' ? 2 : 0;
        }
        if (octet != '\n') {
            return;
        }
        if (hyphens == 2) {
            boundaries.closeBelow(depth - 1);
            beginBody(false);
        } else {
            boundaries.closeBelow(depth);
            beginHeader();
        }
    }

    private void beginHeader() {
        header.reset();
        lineLength = 0;
        previous = 0;
        at = At.HEADER;
    }

    private void beginBody(boolean encoded) {
        binary = encoded;
        lineStart = 0;
        at = At.START;
    }

    private void endHeader() {
        Header parsed = Header.parse(ByteBuffer.wrap(header.toByteArray()), limits);
        MimeFields mime = MimeFields.of(parsed, limits);
        boolean isBinary = mime.encoding().equalsIgnoreCase("binary");
        Optional<byte[]> boundary = boundary(mime.type());
        boolean composite = boundary.isPresent() || mime.type().isMessage();
        if (isBinary) {
            rewrite(parsed, composite ? "8bit" : "base64");
        } else {
            out.writeBytes(header.toByteArray());
        }
        boundary.ifPresent(boundaries::open);
        if (mime.type().isMessage()) {
            beginHeader();
        } else {
            beginBody(isBinary && !composite);
        }
    }

    private Optional<byte[]> boundary(ContentType type) {
        return type.is("multipart") && boundaries.depth() < limits.depth()
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

    private void rewrite(Header parsed, String encoding) {
        ByteBuffer others = parsed.fieldsNot(List.of(ENCODING));
        byte[] fields = new byte[others.remaining() - 2]; // without the blank line
        others.get(fields);
        out.writeBytes(fields);
        out.writeBytes((ENCODING + ": " + encoding + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void endPart(boolean atEnd) {
        if (binary) {
            base64.finish(out);
            binary = false;
            if (atEnd) {
                out.write('\r');
                out.write('\n');
            }
        }
    }

    private void releaseHeld() {
        body(held.octets(), 0, held.size());
        held.reset();
        lineStart = 0;
    }

    private void body(byte[] octets, int from, int to) {
        if (binary) {
            base64.encode(octets, from, to, out);
        } else {
            out.write(octets, from, to - from);
        }
    }

    private ByteBuffer take() {
        byte[] octets = out.toByteArray();
        out.reset();
        return ByteBuffer.wrap(octets);
    }

    /** A few octets, without a copy each time one looks. */
    private static final class Held extends ByteArrayOutputStream {
        byte[] octets() {
            return buf;
        }

        void shorten(int length) {
            count = length;
        }

        void moveTo(ByteArrayOutputStream out) {
            out.write(buf, 0, count);
            reset();
        }
    }
}
