package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as quoted-printable in lines of at most 76 characters, RFC 2045 §6.7. A CRLF of the text is one of the
 * encoding; white space in front of one, and a CR or LF alone, are encoded (rules 3 and 4).
 */
final class QuotedPrintableLines implements LineEncoder {
    /** RFC 2045 §6.7 rule 5, with room for the equals sign of a soft line break. */
    private static final int MOST = 75;

    private static final int NONE = -1;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private int column;
    /** A space, a tab or a CR whose meaning depends on what follows. */
    private int held = NONE;

    @Override
    public void encode(byte[] octets, int from, int to, ByteArrayOutputStream out) {
        for (int i = from; i < to; i++) {
            take(octets[i] & 0xFF, out);
        }
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        if (held != NONE) {
            quote(held, out);
        }
        held = NONE;
        column = 0;
    }

    private void take(int octet, ByteArrayOutputStream out) {
        if (held == '\r' && octet == '\n') {
            held = NONE;
            out.write('\r');
            out.write('\n');
            column = 0;
            return;
        }
        if (held == '\r' || held != NONE && octet == '\r') {
            quote(held, out);
        } else if (held != NONE) {
            plain(held, out);
        }
        held = octet == ' ' || octet == '\t' || octet == '\r' ? octet : NONE;
        if (held == NONE && octet > ' ' && octet < 0x7F && octet != '=') {
            plain(octet, out);
        } else if (held == NONE) {
            quote(octet, out);
        }
    }

    private void plain(int octet, ByteArrayOutputStream out) {
        room(1, out);
        out.write(octet);
    }

    private void quote(int octet, ByteArrayOutputStream out) {
        room(3, out);
        out.write('=');
        out.write(HEX[octet >> 4]);
        out.write(HEX[octet & 0xF]);
    }

    private void room(int wanted, ByteArrayOutputStream out) {
        if (column + wanted > MOST) {
            out.write('=');
            out.write('\r');
            out.write('\n');
            column = 0;
        }
        column += wanted;
    }
}
