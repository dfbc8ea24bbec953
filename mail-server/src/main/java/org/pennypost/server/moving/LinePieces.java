package org.pennypost.server.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.LineFeeds;

/**
 * The lines of a file of any length, in pieces: a piece is a line with its LF, or as much of a long line as fits into the
 * buffer. Confined to one thread.
 */
final class LinePieces {
    private final InputStream in;
    private final byte[] octets = new byte[64 * 1024];
    private int start;
    private int end;
    private int limit;
    private boolean startsLine;
    private boolean endsLine = true;
    private long passed;

    LinePieces(InputStream in) {
        this.in = in;
    }

    /** Goes to the next piece; false if there is none. */
    boolean next() throws IOException {
        passed += end - start;
        start = end;
        startsLine = endsLine;
        int lineFeed = LineFeeds.find(octets, start, limit);
        while (lineFeed == limit && fill()) {
            lineFeed = LineFeeds.find(octets, start, limit);
        }
        endsLine = lineFeed < limit;
        end = endsLine ? lineFeed + 1 : limit;
        return end > start;
    }

    byte[] octets() {
        return octets;
    }

    int start() {
        return start;
    }

    /** Behind the last octet of the piece. */
    int end() {
        return end;
    }

    /** Behind the last octet that is not of the line's end. */
    int textEnd() {
        int text = endsLine ? end - 1 : end;
        return endsLine && text > start && octets[text - 1] == '\r' ? text - 1 : text;
    }

    /** Whether a line begins with it. */
    boolean startsLine() {
        return startsLine;
    }

    /** Whether a line ends with it. */
    boolean endsLine() {
        return endsLine;
    }

    /** Whether octets from a place on are these. */
    boolean has(byte[] text, int at) {
        if (at + text.length > end) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (octets[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The piece without its line end, each octet a character. */
    String text() {
        return new String(octets, start, textEnd() - start, StandardCharsets.ISO_8859_1);
    }

    /** How many octets have been passed. */
    long passed() {
        return passed;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(octets, start, octets, 0, limit - start);
            limit -= start;
            start = 0;
        }
        int read = limit == octets.length ? -1 : in.read(octets, limit, octets.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }
}
