package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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

    /** With their colons, in small letters. */
    private final List<byte[]> names;

    private final byte[] start;
    private int length;
    private At at = At.START;
    private boolean dropping;
    private final Set<String> dropped = new HashSet<>();

    /** @param names in small letters */
    public FieldFilter(Set<String> names) {
        this.names = names.stream()
                .map(name -> (name + ":").getBytes(StandardCharsets.US_ASCII))
                .toList();
        this.start =
                new byte[this.names.stream().mapToInt(name -> name.length).max().orElse(0) + 1];
    }

    /** Takes the next octets of the message, all that remain, and gives those that are kept. */
    public ByteBuffer filter(ByteBuffer in) {
        if (at == At.BODY) {
            ByteBuffer all = in.slice();
            in.position(in.limit());
            return all;
        }
        ByteBuffer out = ByteBuffer.allocate(in.remaining() + start.length);
        while (in.hasRemaining()) {
            switch (at) {
                case START -> lineStart(in, out);
                case LINE -> line(in, out);
                default -> out.put(in);
            }
        }
        return out.flip();
    }

    /** The names of which there were fields so far, in small letters. */
    public Set<String> dropped() {
        return Set.copyOf(dropped);
    }

    /** The message has ended: what was held back. */
    public ByteBuffer finish() {
        ByteBuffer out = ByteBuffer.wrap(Arrays.copyOf(start, length));
        length = 0;
        return out;
    }

    /** The rest of a line, as far as it has come. */
    private void line(ByteBuffer in, ByteBuffer out) {
        int from = in.position();
        int end = from;
        while (end < in.limit() && at == At.LINE) {
            at = in.get(end++) == '\n' ? At.START : At.LINE;
        }
        if (!dropping) {
            out.put(in.slice(from, end - from));
        }
        in.position(end);
    }

    private void lineStart(ByteBuffer in, ByteBuffer out) {
        byte octet = in.get(in.position());
        if (length == 0 && (octet == ' ' || octet == '\t')) {
            at = At.LINE; // RFC 5322 §2.2.3: a folded line goes where the one before went
            return;
        }
        dropping = false;
        if (length == 0 && octet == '\r') {
            at = At.BODY;
            return;
        }
        start[length++] = in.get();
        boolean begun = false;
        for (byte[] name : names) {
            boolean matches = matches(name);
            if (matches && name.length == length) {
                dropping = true;
                dropped.add(new String(name, 0, length - 1, StandardCharsets.US_ASCII));
            }
            begun |= matches;
        }
        if (!begun || dropping) {
            out.put(start, 0, dropping ? 0 : length);
            length = 0;
            at = octet == '\n' ? At.START : At.LINE;
        }
    }

    /** Whether what has come of a line is the start of a field, in any letter case. */
    private boolean matches(byte[] name) {
        boolean matches = length <= name.length;
        for (int i = 0; matches && i < length; i++) {
            int letter = start[i] >= 'A' && start[i] <= 'Z' ? start[i] + 32 : start[i];
            matches = letter == name[i];
        }
        return matches;
    }
}
