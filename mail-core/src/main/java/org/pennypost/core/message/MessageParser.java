package org.pennypost.core.message;

import java.nio.ByteBuffer;

/**
 * Finds the structure of a message in one pass over its octets, however they are cut.
 *
 * <p>Octets go in with {@link #feed}, the structure comes out of {@link #finish}. Anything is a message; nothing
 * throws. What the parser holds is bounded by {@link MessageLimits}, not by the message: bodies are passed over. Lines
 * end with CRLF or with bare LF, and sizes and offsets count the octets that were fed. Confined to one thread, for one
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
    /** How many octets have been fed before this chunk, less the index of its first octet in its array. */
    private long base;

    /** How many octets have been fed. */
    private long fed;

    /** Offset of the line that is being read, octets of the line end before it, and lines before it. */
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
            endPrefix(fed, false);
        }
        if (state == State.DELIMITER) {
            tree.endDelimiter(fed);
        }
        return tree.finish(fed, lines);
    }

    private void digest(byte[] octets, int from, int to) {
        base = fed - from;
        int at = from;
        while (at < to) {
            switch (state) {
                case LINE_START -> at = tree.inHeader() ? startLine(octets, at) : body(octets, at, to);
                case PREFIX -> at = prefix(octets, at, to);
                default -> at = line(octets, at, to);
            }
        }
        fed = base + to;
    }

    // Outside of headers all that matters of a line is whether it starts with a hyphen, and its end.
    private int body(byte[] octets, int from, int to) {
        boolean watching = tree.watchesBoundaries();
        int at = from;
        while (at < to) {
            if (watching && octets[at] == '-') {
                return startLine(octets, at);
            }
            int lineFeed = Octets.lineFeed(octets, at, to);
            if (lineFeed == to) {
                state = State.LINE;
                afterCr = octets[to - 1] == Octets.CR;
                return to;
            }
            lines++;
            lineBreak = lineFeed > at && octets[lineFeed - 1] == Octets.CR ? 2 : 1;
            at = lineFeed + 1;
        }
        return at;
    }

    private int startLine(byte[] octets, int at) {
        byte first = octets[at];
        line = base + at;
        prefixLength = 0;
        afterCr = false;
        boolean delimiter = first == '-' && tree.watchesBoundaries();
        boolean blank = (first == Octets.CR || first == Octets.LF) && tree.inHeader();
        state = delimiter || blank ? State.PREFIX : State.LINE;
        return at;
    }

    private int prefix(byte[] octets, int from, int to) {
        int at = from;
        boolean known = false;
        while (at < to && !known) {
            byte octet = octets[at++];
            prefix[prefixLength++] = octet;
            known = octet == Octets.LF || prefixLength == wanted();
        }
        if (known) {
            endPrefix(base + at, octets[at - 1] == Octets.LF);
        }
        return at;
    }

    // As many octets as can matter: two tell a blank line, or that there is no "--".
    private int wanted() {
        boolean dashes = prefixLength >= 2 && prefix[0] == '-' && prefix[1] == '-';
        return dashes ? tree.longestBoundary() + 6 : 2;
    }

    private void endPrefix(long offset, boolean lineEnded) {
        boolean blank = tree.inHeader() && Header.isBlankLine(prefix, 0, prefixLength);
        boolean delimiter = prefixLength > 2
                && prefix[0] == '-'
                && prefix[1] == '-'
                && tree.delimiter(prefix, prefixLength, line - lineBreak, lineBreak == 0 ? lines : lines - 1);
        state = delimiter ? State.DELIMITER : State.LINE;
        if (!delimiter) {
            tree.collect(prefix, 0, prefixLength);
        }
        afterCr = prefix[prefixLength - 1] == Octets.CR;
        if (lineEnded) {
            endLine(offset, prefixLength > 1 && prefix[prefixLength - 2] == Octets.CR);
        }
        if (blank) {
            tree.endHeader(offset, lines);
        }
    }

    private int line(byte[] octets, int from, int to) {
        int lineFeed = Octets.lineFeed(octets, from, to);
        int next = Math.min(to, lineFeed + 1);
        if (state == State.LINE) {
            tree.collect(octets, from, next);
        }
        if (lineFeed < to) {
            endLine(base + next, lineFeed > from ? octets[lineFeed - 1] == Octets.CR : afterCr);
        } else {
            afterCr = octets[to - 1] == Octets.CR;
        }
        return next;
    }

    private void endLine(long offset, boolean crLf) {
        lines++;
        lineBreak = crLf ? 2 : 1;
        if (state == State.DELIMITER) {
            tree.endDelimiter(offset);
        }
        state = State.LINE_START;
    }

    private enum State {
        /** No octet of the line has been seen. */
        LINE_START,
        /** The line may be a delimiter or a blank line; its octets so far are kept. */
        PREFIX,
        /** The line is text. */
        LINE,
        /** The line is a delimiter. */
        DELIMITER
    }
}
