package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/**
 * Passes a message on without the header fields of some names. It comes in pieces of any size; nothing is held but the
 * start of a line that may be one of the names, and behind the header section nothing is copied. Confined to one
 * thread.
 */
public final class FieldFilter {
    private enum At {
        /** At the start of a line, or in what may become one of the names. */
        START,
        /** In a line that is kept, or dropped. */
        LINE,
        /** Behind the header section. */
        BODY
    }

    private final Set<String> names;
    private final StringBuilder start = new StringBuilder();
    private At at = At.START;
    private boolean dropping;

    /** @param names in small letters */
    public FieldFilter(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Takes the next octets of the message, all that remain, and gives those that are kept. */
    public ByteBuffer filter(ByteBuffer in) {
        if (at == At.BODY) {
            ByteBuffer all = in.slice();
            in.position(in.limit());
            return all;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.remaining());
        while (in.hasRemaining()) {
            step(in.get(), out);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** The message has ended: what was held back. */
    public ByteBuffer finish() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        release(out);
        return ByteBuffer.wrap(out.toByteArray());
    }

    private void step(byte octet, ByteArrayOutputStream out) {
        switch (at) {
            case START:
                lineStart(octet, out);
                break;
            case LINE:
                if (!dropping) {
                    out.write(octet);
                }
                at = octet == '\n' ? At.START : At.LINE;
                break;
            default:
                out.write(octet);
                break;
        }
    }

    private void lineStart(byte octet, ByteArrayOutputStream out) {
        if (start.length() == 0 && (octet == ' ' || octet == '\t')) {
            at = At.LINE; // RFC 5322 §2.2.3: a folded line goes where the one before went
            step(octet, out);
            return;
        }
        if (start.length() == 0 && octet == '\r') {
            at = At.BODY;
            out.write(octet);
            return;
        }
        dropping = octet == ':' && names.contains(name());
        start.append((char) (octet & 0xFF));
        if (dropping) {
            start.setLength(0);
            at = At.LINE;
        } else if (names.stream().noneMatch(name -> name.startsWith(name()))) {
            release(out);
            at = octet == '\n' ? At.START : At.LINE;
        }
    }

    private String name() {
        return start.toString().toLowerCase(Locale.ROOT);
    }

    private void release(ByteArrayOutputStream out) {
        for (int i = 0; i < start.length(); i++) {
            out.write(start.charAt(i));
        }
        start.setLength(0);
    }
}
