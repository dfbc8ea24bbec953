package org.pennypost.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

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
        /** The octets before the next one are CR CR, or CR CR LF and the dot behind it. */
        private boolean twoCrs;

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

        /**
         * Whether a bare CR stood right before the CRLF of the end: a server that takes the two CRs for something else
         * saw no end there, and what comes behind it is still text to that server.
         */
        public boolean doubtfulEnd() {
            return twoCrs;
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
            twoCrs = octet == '\r' && (at == At.CR || at == At.DOT_CR);
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
        private static final VarHandle WORDS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long EACH_LF = 0x0A0A_0A0A_0A0A_0A0AL;
        private static final long EACH_LOW_BIT = 0x0101_0101_0101_0101L;
        private static final long EACH_HIGH_BIT = 0x8080_8080_8080_8080L;

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

        /**
         * Stuffs the octets from position to limit where they lie: what is before the first dot does not move. The
         * buffer must have an array.
         *
         * @param room how many octets must be free behind the limit afterwards
         * @return the same buffer, or a larger one if it had not the room
         */
        public ByteBuffer stuff(ByteBuffer text, int room) {
            byte[] octets = text.array();
            int from = text.arrayOffset() + text.position();
            int end = from + text.remaining();
            if (from == end) {
                return text;
            }
            int[] dots = dots(octets, from, end);
            int count = dots[0];
            said(octets, from, end);
            ByteBuffer stuffed = text;
            if (text.capacity() - text.limit() < count + room) {
                stuffed = ByteBuffer.allocate(text.limit() + count + room).put(0, text, 0, text.limit());
            }
            stuffed.position(text.position()).limit(text.limit() + count);
            spread(octets, from, end, dots, stuffed.array(), stuffed.arrayOffset() + stuffed.position());
            return stuffed;
        }

        /**
         * Whether a line of these octets begins with a dot, so that {@link #stuff} would change them. They count as said:
         * the next octets are those behind them. The buffer must have an array.
         */
        public boolean needed(ByteBuffer text) {
            byte[] octets = text.array();
            int from = text.arrayOffset() + text.position();
            int end = from + text.remaining();
            boolean needed = from < end && dots(octets, from, end)[0] > 0;
            said(octets, from, end);
            return needed;
        }

        private void said(byte[] octets, int from, int end) {
            if (from < end) {
                beforeLast = end - from > 1 ? octets[end - 2] : last;
                last = octets[end - 1];
            }
        }

        /** Where the dots are that must be doubled: their number, then their places, ascending. */
        private int[] dots(byte[] octets, int from, int end) {
            int[] dots = new int[8];
            if (octets[from] == '.' && last == '\n' && beforeLast == '\r') {
                dots = with(dots, from);
            }
            if (end - from > 1 && octets[from] == '\n' && last == '\r' && octets[from + 1] == '.') {
                dots = with(dots, from + 1);
            }
            int at = from + 1;
            for (; at + Long.BYTES < end; at += Long.BYTES) {
                long differences = (long) WORDS.get(octets, at) ^ EACH_LF;
                long hits = (differences - EACH_LOW_BIT) & ~differences & EACH_HIGH_BIT; // where a difference is 0
                for (; hits != 0; hits &= hits - 1) {
                    dots = look(octets, at + Long.numberOfTrailingZeros(hits) / Byte.SIZE, dots);
                }
            }
            for (; at + 1 < end; at++) {
                dots = look(octets, at, dots);
            }
            return dots;
        }

        private static int[] look(byte[] octets, int at, int[] dots) {
            boolean lineStart = octets[at] == '\n' && octets[at - 1] == '\r';
            return lineStart && octets[at + 1] == '.' ? with(dots, at + 1) : dots;
        }

        private static int[] with(int[] dots, int place) {
            int count = dots[0] + 1;
            int[] larger = count == dots.length ? Arrays.copyOf(dots, 2 * count) : dots;
            larger[0] = count;
            larger[count] = place;
            return larger;
        }

        /** From the last dot to the first, so that nothing is overwritten before it has moved. */
        private static void spread(byte[] octets, int from, int end, int[] dots, byte[] target, int start) {
            int behind = end;
            for (int i = dots[0]; i > 0; i--) {
                int to = start + dots[i] - from + i;
                System.arraycopy(octets, dots[i], target, to, behind - dots[i]);
                target[to - 1] = '.';
                behind = dots[i];
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
