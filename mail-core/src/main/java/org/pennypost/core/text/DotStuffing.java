package org.pennypost.core.text;

import java.nio.ByteBuffer;

/**
 * The transparency procedure: a dot is doubled at the start of a line, and a line of one dot ends the text
 * (RFC 5321 §4.5.2, RFC 1939 §3).
 */
public final class DotStuffing {
    private DotStuffing() {}

    /**
     * Takes a dot-stuffed text off the wire. Only CRLF.CRLF ends it (RFC 5321 §4.1.1.4); every look-alike with a bare
     * CR or LF is text, and the decoder remembers that it saw one, so that the message can be refused: a server that
     * relays such text lets others see an end there ("SMTP smuggling").
     */
    public static final class Decoder implements Framing {
        private enum At {
            LINE_START,
            DOT,
            DOT_CR,
            TEXT,
            CR
        }

        private At at = At.LINE_START;
        private boolean bareCr;
        private boolean bareLf;
        private boolean nul;

        /** A decoder at the start of the text. */
        public Decoder() {}

        @Override
        public boolean decode(ByteBuffer in, ByteBuffer out) {
            while (in.hasRemaining() && out.remaining() >= 4) {
                if (at == At.TEXT) {
                    copyRun(in, out);
                } else if (step(in.get(), out)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a CR stood without its LF. */
        public boolean bareCr() {
            return bareCr;
        }

        /** Whether an LF stood without its CR. */
        public boolean bareLf() {
            return bareLf;
        }

        /** Whether the text held an octet of value zero (RFC 5321 §4.5.2 has it neither in 7-bit nor in 8-bit text). */
        public boolean nul() {
            return nul;
        }

        private void copyRun(ByteBuffer in, ByteBuffer out) {
            byte[] octets = in.array();
            int from = in.arrayOffset() + in.position();
            int end = from + Math.min(in.remaining(), out.remaining() - 3);
            int i = from;
            while (i < end) {
                byte octet = octets[i++];
                if (octet < 14) {
                    if (octet == '\r') {
                        at = At.CR;
                        break;
                    }
                    bareLf |= octet == '\n';
                    nul |= octet == 0;
                }
            }
            out.put(octets, from, i - from);
            in.position(in.position() + i - from);
        }

        private boolean step(byte octet, ByteBuffer out) {
            switch (at) {
                case LINE_START:
                    if (octet == '.') {
                        at = At.DOT;
                    } else {
                        text(octet, out);
                    }
                    return false;
                case DOT:
                    if (octet == '\r') {
                        at = At.DOT_CR;
                    } else {
                        text(octet, out);
                    }
                    return false;
                case DOT_CR:
                    if (octet == '\n') {
                        return true;
                    }
                    out.put((byte) '\r');
                    bareCr = true;
                    text(octet, out);
                    return false;
                default:
                    if (octet == '\n') {
                        out.put(octet);
                        at = At.LINE_START;
                    } else {
                        bareCr = true;
                        text(octet, out);
                    }
                    return false;
            }
        }

        private void text(byte octet, ByteBuffer out) {
            out.put(octet);
            at = octet == '\r' ? At.CR : At.TEXT;
            bareLf |= octet == '\n';
            nul |= octet == 0;
        }
    }

    /**
     * Puts text on the wire in pieces: doubles the dot at each line start. The lone dot at the end is
     * {@link #finish}'s. Confined to one thread.
     */
    public static final class Encoder {
        private static final byte[] DOT = {'.', '\r', '\n'};
        private byte beforeLast = '\r';
        private byte last = '\n';

        /** An encoder at the start of the text. */
        public Encoder() {}

        /**
         * Moves octets from {@code in} to {@code out}, stuffed, until {@code in} is empty or {@code out} has less than
         * two octets of room.
         */
        public void encode(ByteBuffer in, ByteBuffer out) {
            while (in.hasRemaining() && out.remaining() >= 2) {
                byte octet = in.get();
                if (octet == '.' && last == '\n' && beforeLast == '\r') {
                    out.put(octet);
                }
                out.put(octet);
                beforeLast = last;
                last = octet;
            }
        }

        /** Ends the text: CRLF if its last line has none, then the lone dot; at most five octets. */
        public void finish(ByteBuffer out) {
            if (last != '\n' || beforeLast != '\r') {
                out.put((byte) '\r').put((byte) '\n');
            }
            out.put(DOT);
        }
    }
}
