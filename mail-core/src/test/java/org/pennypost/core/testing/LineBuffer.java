package org.pennypost.core.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server has said, cut into lines at CRLF. */
final class LineBuffer {
    private byte[] octets = new byte[0];
    private int at;
    private final ByteArrayOutputStream more = new ByteArrayOutputStream();

    void add(byte[] from, int length) {
        more.write(from, 0, length);
    }

    boolean isEmpty() {
        return at == octets.length && more.size() == 0;
    }

    /** The next line if its end is here. */
    Optional<String> line() {
        Optional<String> found = complete();
        if (found.isEmpty() && more.size() > 0) {
            gather();
            found = complete();
        }
        return found;
    }

    /** The next line, or all there is if no line ends. */
    Optional<String> lineOrRest() {
        Optional<String> line = line();
        if (line.isPresent() || isEmpty()) {
            return line;
        }
        String rest = new String(octets, at, octets.length - at, StandardCharsets.ISO_8859_1);
        at = octets.length;
        return Optional.of(rest);
    }

    private Optional<String> complete() {
        for (int i = at; i + 1 < octets.length; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n') {
                String line = new String(octets, at, i - at, StandardCharsets.ISO_8859_1);
                at = i + 2;
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private void gather() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(octets, at, octets.length - at);
        whole.writeBytes(more.toByteArray());
        more.reset();
        octets = whole.toByteArray();
        at = 0;
    }
}
