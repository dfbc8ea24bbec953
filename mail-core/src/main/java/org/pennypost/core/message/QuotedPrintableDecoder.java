package org.pennypost.core.message;

import java.nio.ByteBuffer;

/**
 * RFC 2045 §6.7. White space is held back until it is known whether a line ends behind it (rule 3), and an equals sign
 * with what follows until it is known what it starts.
 */
final class QuotedPrintableDecoder implements TransferDecoder {
    // RFC 5322 §2.1.1: a line has at most 998 octets; white space beyond that is no padding.
    private static final int MAX_HELD = 1000;
    private static final int MAX_HELD_IN_WORD = 3;

    private final boolean inWord;
    private final byte[] held;
    private int heldLength;
    /** Decoded octets that found no room. */
    private final ByteBuffer waiting;

    /** @param inWord whether this is the Q encoding of RFC 2047 §4.2, in which an underscore is a space */
    QuotedPrintableDecoder(boolean inWord) {
        this.inWord = inWord;
        held = new byte[inWord ? MAX_HELD_IN_WORD : MAX_HELD];
        waiting = ByteBuffer.allocate(held.length + 2).limit(0);
    }

    @Override
    public void decode(ByteBuffer in, ByteBuffer out) {
        drain(out);
        while (in.hasRemaining() && out.hasRemaining()) {
            int run = heldLength == 0 && !inWord ? plainRun(in, Math.min(in.remaining(), out.remaining())) : 0;
            if (run > 0) {
                out.put(in.slice(in.position(), run));
                in.position(in.position() + run);
            } else {
                take(in.get(), out);
            }
        }
    }

    @Override
    public boolean finish(ByteBuffer out) {
        drain(out);
        // White space at the end is padding, an equals sign there a soft line break.
        boolean bareCr = heldLength > 0 && held[heldLength - 1] == Octets.CR && held[0] != '=';
        if (bareCr) {
            emit(Octets.CR, out);
        }
        heldLength = 0;
        return !waiting.hasRemaining();
    }

    // How many of the next octets stand for themselves: white space does, if text comes behind it on the line.
    private static int plainRun(ByteBuffer in, int limit) {
        int start = in.position();
        int end = start + limit;
        int i = start;
        while (i < end) {
            byte octet = in.get(i);
            if (Octets.isBlank(octet)) {
                int text = i + 1;
                while (text < end && Octets.isBlank(in.get(text))) {
                    text++;
                }
                if (text == end || !isPlain(in.get(text)) || in.get(text) == Octets.LF) {
                    break;
                }
                i = text;
            } else if (!isPlain(octet)) {
                break;
            }
            i++;
        }
        return i - start;
    }

    private static boolean isPlain(byte octet) {
        return octet != '=' && octet != Octets.CR;
    }

    private void take(byte octet, ByteBuffer out) {
        if (heldLength > 0) {
            if (held[0] == '=' ? endsEscape(octet, out) : endsSpace(octet, out)) {
                heldLength = 0;
                return;
            }
            if (goesOn(octet) && heldLength < held.length) {
                held[heldLength++] = octet;
                return;
            }
            release(out);
        }
        boolean hold = octet == '=' || !inWord && isSpace(octet);
        if (hold) {
            held[heldLength++] = octet;
        } else {
            emit(inWord && octet == '_' ? (byte) ' ' : octet, out);
        }
    }

    // "=" 2HEXDIG (rule 1), or "=" at the end of a line, with the padding of transport (rule 5)
    private boolean endsEscape(byte octet, ByteBuffer out) {
        if (octet == Octets.LF) {
            return heldLength == 1 || isSpace(held[1]);
        }
        boolean escape = heldLength == 2 && isHex(held[1]) && isHex(octet);
        if (escape) {
            emit((byte) (Character.digit(held[1], 16) << 4 | Character.digit(octet, 16)), out);
        }
        return escape;
    }

    // White space at the end of a line is padding (rule 3), but for the CR of the line end.
    private boolean endsSpace(byte octet, ByteBuffer out) {
        if (octet != Octets.LF) {
            return false;
        }
        if (held[heldLength - 1] == Octets.CR) {
            emit(Octets.CR, out);
        }
        emit(Octets.LF, out);
        return true;
    }

    private boolean goesOn(byte octet) {
        boolean hex = held[0] == '=' && heldLength == 1 && isHex(octet);
        return hex || isSpace(octet) && (heldLength == 1 || isSpace(held[1]));
    }

    /** What was held back is content as it is: broken escapes too (RFC 2045 §6.7, notes). */
    private void release(ByteBuffer out) {
        for (int i = 0; i < heldLength; i++) {
            emit(held[i], out);
        }
        heldLength = 0;
    }

    private void emit(byte octet, ByteBuffer out) {
        if (out.hasRemaining()) {
            out.put(octet);
        } else {
            waiting.compact().put(octet).flip();
        }
    }

    private void drain(ByteBuffer out) {
        while (waiting.hasRemaining() && out.hasRemaining()) {
            out.put(waiting.get());
        }
    }

    private static boolean isSpace(byte octet) {
        return Octets.isBlank(octet) || octet == Octets.CR;
    }

    private static boolean isHex(byte octet) {
        return Character.digit(octet, 16) >= 0;
    }
}
