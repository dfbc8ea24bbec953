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
    private static final byte[] CR_LF = {Octets.CR, Octets.LF};

    private final PartTree tree;
    /** Whether a line that ends with bare LF is told of as if it ended with CRLF. */
    private final boolean asCrLf;

    private State state = State.LINE_START;
    /** The start of a line that may be a delimiter or the blank line behind a header, until that is known. */
    private final byte[] prefix;

    private int prefixLength;
    /** How many octets the message had before this chunk, less the index of its first octet in its array. */
    private long base;

    /** How many octets the message has so far. */
    private long length;

    /** Offset of the line that is being read, octets of the line end before it, and lines before it. */
    private long line;

    private int lineBreak;
    private long lines;
    private boolean afterCr;

    private MessageParser(MessageLimits limits, boolean asCrLf) {
        this.asCrLf = asCrLf;
        tree = new PartTree(limits);
        prefix = new byte[limits.boundaryOctets() + 6];
    }

    /** A parser for one message. */
    public static MessageParser with(MessageLimits limits) {
        return new MessageParser(limits, false);
    }

    /**
     * A parser for one message of which the lines may lie somewhere with LF alone: it tells what it would tell of the
     * message with CR put before each LF that has none, which nobody needs to make for that.
     */
    public static MessageParser asCrLf(MessageLimits limits) {
        return new MessageParser(limits, true);
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

    /** How many octets the message has so far: those that were fed, with each CR that was put in. */
    public long octets() {
        return length;
    }

    /** The structure, when the last octet has been fed. */
    public MessageStructure finish() {
        if (state == State.PREFIX) {
            base = length;
            endPrefix(0, false);
        }
        if (state == State.DELIMITER) {
            tree.endDelimiter(length);
        }
        return tree.finish(length, lines);
    }

    /** The header of the message, as {@link Header#parse} would read it from its octets; it is there after the end. */
    public Header header() {
        return tree.messageHeader();
    }

    private void digest(byte[] octets, int from, int to) {
        base = length - from;
        int at = from;
        while (at < to) {
            switch (state) {
                case LINE_START -> at = tree.inHeader() ? startLine(octets, at) : body(octets, at, to);
                case PREFIX -> at = prefix(octets, at, to);
                default -> at = line(octets, at, to);
            }
        }
        length = base + to;
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
            countLine(lineFeed > at && octets[lineFeed - 1] == Octets.CR);
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
            endPrefix(at, octets[at - 1] == Octets.LF);
        }
        return at;
    }

    // As many octets as can matter: two tell a blank line, or that there is no "--".
    private int wanted() {
        boolean dashes = prefixLength >= 2 && prefix[0] == '-' && prefix[1] == '-';
        return dashes ? tree.longestBoundary() + 6 : 2;
    }

    private void endPrefix(int next, boolean lineEnded) {
        boolean blank = tree.inHeader() && Header.isBlankLine(prefix, 0, prefixLength);
        boolean crLf = lineEnded && prefixLength > 1 && prefix[prefixLength - 2] == Octets.CR;
        boolean delimiter = prefixLength > 2
                && prefix[0] == '-'
                && prefix[1] == '-'
                && tree.delimiter(prefix, prefixLength, line - lineBreak, lineBreak == 0 ? lines : lines - 1);
        state = delimiter ? State.DELIMITER : State.LINE;
        if (!delimiter) {
            collect(prefix, 0, prefixLength, lineEnded && !crLf);
        }
        afterCr = prefix[prefixLength - 1] == Octets.CR;
        if (lineEnded) {
            endLine(next, crLf);
        }
        if (blank) {
            tree.endHeader(base + next, lines);
        }
    }

    private int line(byte[] octets, int from, int to) {
        int lineFeed = Octets.lineFeed(octets, from, to);
        int next = Math.min(to, lineFeed + 1);
        boolean ended = lineFeed < to;
        boolean crLf = ended && (lineFeed > from ? octets[lineFeed - 1] == Octets.CR : afterCr);
        if (state == State.LINE) {
            collect(octets, from, next, ended && !crLf);
        }
        if (ended) {
            endLine(next, crLf);
        } else {
            afterCr = octets[to - 1] == Octets.CR;
        }
        return next;
    }

    private void collect(byte[] octets, int from, int to, boolean bareLf) {
        if (bareLf && asCrLf) {
            tree.collect(octets, from, to - 1);
            tree.collect(CR_LF, 0, CR_LF.length);
        } else {
            tree.collect(octets, from, to);
        }
    }

    private void endLine(int next, boolean crLf) {
        countLine(crLf);
        if (state == State.DELIMITER) {
            tree.endDelimiter(base + next);
        }
        state = State.LINE_START;
    }

    private void countLine(boolean crLf) {
        lines++;
        lineBreak = crLf || asCrLf ? 2 : 1;
        base += lineBreak - (crLf ? 2 : 1);
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
