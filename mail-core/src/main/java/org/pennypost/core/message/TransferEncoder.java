package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Encodes the parts of a message that cannot pass as they are, without loss: for a way that takes {@link #lines} only, or
 * {@link #sevenBit ASCII} only. A multipart or message around such a part says what it holds then (RFC 2045 §6.4:
 * nothing is encoded twice). All other octets stay as they are.
 *
 * <pre>{@code
 * TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
 * out.write(encoder.encode(octets));
 * out.write(encoder.finish());
 * boolean passes = encoder.isAscii();
 * }</pre>
 *
 * <p>The message comes in pieces of any size; a header section of up to {@link MessageLimits#headerOctets} is held in
 * memory, bodies are not. Confined to one thread.
 */
public final class TransferEncoder {
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

    private final Transport transport;
    private final MessageLimits limits;
    private final OpenBoundaries boundaries = new OpenBoundaries();
    private final Base64Lines base64 = new Base64Lines();
    private final QuotedPrintableLines quotedPrintable = new QuotedPrintableLines();
    /** The header section so far. */
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    /** A CRLF and what may become a delimiter. */
    private final Held held = new Held();

    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private At at = At.HEADER;
    /** What encodes this body, if anything does. */
    private Optional<LineEncoder> encoding = Optional.empty();
    /** Whether the header section is that of a message, not of a part. */
    private boolean ofMessage = true;

    private boolean ascii = true;
    /** Of the header section's line: its length so far, and its last octet. */
    private int lineLength;

    private byte previous;
    /** Where the line begins in what is held. */
    private int lineStart;
    /** The depth of the multipart of a delimiter, and how many hyphens follow it. */
    private int depth;

    private int hyphens;

    private TransferEncoder(Transport transport, MessageLimits limits) {
        this.transport = transport;
        this.limits = limits;
    }

    /** An encoder at the start of a message that is to have no {@code binary} part: RFC 3030 §3. */
    public static TransferEncoder lines(MessageLimits limits) {
        return new TransferEncoder(Transport.LINES, limits);
    }

    /**
     * An encoder at the start of a message that is to be ASCII: RFC 6152 §3. What is signed by a multipart/signed, what
     * stands outside of bodies, and what says that it is 7bit stays as it is; {@link #isAscii} tells whether that was
     * enough.
     */
    public static TransferEncoder sevenBit(MessageLimits limits) {
        return new TransferEncoder(Transport.SEVEN_BIT, limits);
    }

    /** Whether all that was given so far is ASCII. */
    public boolean isAscii() {
        return ascii;
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
            beginBody(Optional.empty());
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
            beginBody(Optional.empty());
        } else {
            boundaries.closeBelow(depth);
            beginHeader(false);
        }
    }

    private void beginHeader(boolean message) {
        ofMessage = message;
        header.reset();
        lineLength = 0;
        previous = 0;
        at = At.HEADER;
    }

    private void beginBody(Optional<LineEncoder> encoder) {
        encoding = encoder;
        lineStart = 0;
        at = At.START;
    }

    private void endHeader() {
        PartHeader part = new PartHeader(header.toByteArray(), ofMessage, boundaries, transport, limits);
        out.writeBytes(part.passed());
        part.boundary().ifPresent(octets -> boundaries.open(octets, part.type()));
        if (part.type().isMessage()) {
            beginHeader(true);
        } else {
            beginBody(part.instead().flatMap(this::encoder));
        }
    }

    private Optional<LineEncoder> encoder(TransferEncoding chosen) {
        return switch (chosen) {
            case BASE64 -> Optional.of(base64);
            case QUOTED_PRINTABLE -> Optional.of(quotedPrintable);
            default -> Optional.empty();
        };
    }

    private void endPart(boolean atEnd) {
        if (encoding.isPresent()) {
            encoding.get().finish(out);
            if (atEnd && encoding.get() == base64) {
                out.write('\r');
                out.write('\n');
            }
            encoding = Optional.empty();
        }
    }

    private void releaseHeld() {
        body(held.octets(), 0, held.size());
        held.reset();
        lineStart = 0;
    }

    private void body(byte[] octets, int from, int to) {
        if (encoding.isPresent()) {
            encoding.get().encode(octets, from, to, out);
        } else {
            out.write(octets, from, to - from);
        }
    }

    private ByteBuffer take() {
        byte[] octets = out.toByteArray();
        out.reset();
        for (int i = 0; i < octets.length && ascii; i++) {
            ascii = octets[i] >= 0;
        }
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
