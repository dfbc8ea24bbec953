package org.pennypost.core.message;

import java.nio.ByteBuffer;

/**
 * Finds the structure of a message in one pass over its octets, however they are cut.
 *
 * <p>Octets go in with {@link #feed}, the structure comes out of {@link #finish}. Anything is a message; nothing
 * throws. What the parser holds is bounded by {@link MessageLimits}, not by the message: bodies are passed over. Lines end
 * with CRLF or with bare LF, and sizes and offsets count the octets that were fed. Confined to one thread, for one
 * message.
 *
 * <pre>{@code
 * MessageParser parser = MessageParser.with(MessageLimits.DEFAULTS);
 * while (channel.read(chunk.clear()) >= 0) {
 *     parser.feed(chunk.flip());
 * }
 * MessageStructure message = parser.finish();
 * }</pre>
 *
 * <p>Sources: RFC 2046 §5.1 for boundaries, RFC 5322 §2.1 and §4 for headers.
 */
public final class MessageParser {
    private static final int CHUNK = 8192;

    private final PartTree tree;
    private State state = State.LINE_START;
    /** The start of a line that may be a delimiter or the blank line behind a header, until that is known. */
    private final byte[] prefix;

    private int prefixLength;
    /** Offset of the next octet, of the line it is in, and octets of the line end before that line. */
    private long offset;

    private long line;
    private int lineBreak;
    private long lines;
    private boolean afterCr;

    private MessageParser(MessageLimits limits) {
        tree = new PartTree(limits);
        prefix = new byte[limits.boundaryOctets() + 6];
    }

    /** A parser for one message. */
    public static MessageParser with(MessageLimits limits) {
        return new MessageParser(limits);
    }

    /** The structure of a message that lies in a buffer, whose position stays where it is. */
    public static MessageStructure parse(ByteBuffer message, MessageLimits limits) {
        MessageParser parser = with(limits);
        parser.feed(message.duplicate());
        return parser.finish();
    }

    /** Takes the next octets of the message: all that remain in the buffer. */
    public void feed(ByteBuffer octets) {
        if (octets.hasArray()) {
            int from = octets.arrayOffset() + octets.position();
            digest(octets.array(), from, from + octets.remaining());
            octets.position(octets.limit());
            return;
        }
        byte[] chunk = new byte[Math.min(CHUNK, octets.remaining())];
        while (octets.hasRemaining()) {
            int count = Math.min(chunk.length, octets.remaining());
            octets.get(chunk, 0, count);
            digest(chunk, 0, count);
        }
    }

    /** The structure, when the last octet has been fed. */
    public MessageStructure finish() {
        if (state == State.PREFIX) {
            endPrefix(false);
        }
        if (state == State.DELIMITER) {
            tree.endDelimiter(offset, lines);
        }
        return tree.finish(offset, lines);
    }

    private void digest(byte[] octets, int from, int to) {
        int at = from;
        while (at < to) {
            int next = switch (state) {
                case LINE_START -> lineStart(octets[at], at);
                case PREFIX -> prefix(octets, at, to);
                case LINE, DELIMITER -> line(octets, at, to);
            };
            offset += next - at;
            at = next;
        }
    }

    private int lineStart(byte first, int at) {
        line = offset;
        prefixLength = 0;
        afterCr = false;
        boolean delimiter = first == '-' && tree.watchesBoundaries();
        boolean blank = (first == Octets.CR || first == Octets.LF) && tree.inHeader();
        state = delimiter || blank ? State.PREFIX : State.LINE;
        return at;
    }

    private int prefix(byte[] octets, int from, int to) {
        int at = from;
        while (at < to) {
            byte octet = octets[at++];
            prefix[prefixLength++] = octet;
            boolean ended = octet == Octets.LF;
            if (ended || prefixLength == wanted()) {
                long before = offset;
                offset += at - from;
                endPrefix(ended);
                offset = before;
                return at;
            }
        }
        return at;
    }

    // As many octets as can matter: two tell a blank line, or that there is no "--".
    private int wanted() {
        boolean dashes = prefixLength >= 2 && prefix[0] == '-' && prefix[1] == '-';
        return dashes ? tree.longestBoundary() + 6 : 2;
    }

    private void endPrefix(boolean ended) {
        if (tree.inHeader() && Header.isBlankLine(prefix, 0, prefixLength)) {
            tree.collect(prefix, 0, prefixLength);
            endLine(prefixLength);
            tree.endHeader(offset, lines);
            return;
        }
        if (prefixLength > 2
                && prefix[0] == '-'
                && prefix[1] == '-'
                && tree.delimiter(prefix, prefixLength, line - lineBreak, lineBreak == 0 ? lines : lines - 1)) {
            state = State.DELIMITER;
        } else {
            tree.collect(prefix, 0, prefixLength);
            state = State.LINE;
        }
        afterCr = prefix[prefixLength - 1] == Octets.CR;
        if (ended) {
            boolean cr = prefixLength > 1 && prefix[prefixLength - 2] == Octets.CR;
            endLine(cr ? 2 : 1);
        }
    }

    private int line(byte[] octets, int from, int to) {
        int lineFeed = Octets.lineFeed(octets, from, to);
        int next = Math.min(to, lineFeed + 1);
        if (state == State.LINE) {
            tree.collect(octets, from, next);
        }
        if (lineFeed < to) {
            boolean cr = lineFeed > from ? octets[lineFeed - 1] == Octets.CR : afterCr;
            long before = offset;
            offset += next - from;
            endLine(cr ? 2 : 1);
            offset = before;
        } else {
            afterCr = octets[to - 1] == Octets.CR;
        }
        return next;
    }

    private void endLine(int breakLength) {
        lines++;
        lineBreak = breakLength;
        if (state == State.DELIMITER) {
            tree.endDelimiter(offset, lines);
        }
        state = State.LINE_START;
    }

    private enum State {
        LINE_START,
        PREFIX,
        LINE,
        DELIMITER
    }
}
