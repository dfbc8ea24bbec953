package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.OctetScanner;

/**
 * How a web browser is told that some page has led to one of our ports (Jochen Topf, "The HTML Form Protocol Attack").
 *
 * <p>What follows in its request the page has chosen, and could be commands that succeed; so its first two lines
 * decide, and not how many errors come before them.
 */
final class WebBrowser {
    /** What is in front of the version at the end of a request line. */
    private static final byte[] BEFORE_VERSION = " HTTP/".getBytes(StandardCharsets.US_ASCII);

    private static final int VERSION = "1.1".length();

    private WebBrowser() {}

    /**
     * Whether a line shows that a browser speaks.
     *
     * @param before how many lines came before it; the first of a request may have been too long to be read, but the
     *     second names the host
     */
    static boolean speaks(Line line, int before) {
        if (before == 0) {
            return isRequest(line.octets());
        }
        return before == 1 && OctetScanner.of(line.octets()).skipIgnoringCase("Host:");
    }

    private static boolean isRequest(ByteBuffer line) {
        int from = line.limit() - VERSION - BEFORE_VERSION.length;
        return from > line.position()
                && line.slice(from, BEFORE_VERSION.length).equals(ByteBuffer.wrap(BEFORE_VERSION));
    }
}
