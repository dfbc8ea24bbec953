package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldFilterTest {
    @Test
    void dropsFieldsWithTheirFoldedLines() {
        assertEquals(
                "A: 1\r\nReturn-Pathology: kept\r\n\tand more\r\nB: 2\r\n\r\nReturn-Path: body\r\n",
                filtered("A: 1\r\nReturn-Path: <a@b>\r\n (more)\r\n\tmore\r\nReturn-Pathology: kept\r\n\tand more\r\n"
                        + "rETURN-pATH:\r\nB: 2\r\n\r\nReturn-Path: body\r\n"));
    }

    @Test
    void keepsAllElse() {
        for (String message : new String[] {
            "", "\r\n", "Return-Path", "Return-", "Return\r\n", "r", "a\r\n\r\n", "\u00FF\u0000\r\nx: y", "Return-Path"
        }) {
            assertEquals(message, filtered(message));
        }
        assertEquals("", filtered("Return-Path: x"));
    }

    /** Whole and octet by octet. */
    private static String filtered(String message) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        String whole = filtered(octets, Math.max(1, octets.length));
        assertEquals(whole, filtered(octets, 1));
        return whole;
    }

    private static String filtered(byte[] octets, int piece) {
        FieldFilter filter = new FieldFilter(Set.of("return-path", "x-other"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length; i += piece) {
            ByteBuffer in = ByteBuffer.wrap(octets, i, Math.min(piece, octets.length - i));
            text.append(StandardCharsets.ISO_8859_1.decode(filter.filter(in)));
        }
        return text.append(StandardCharsets.ISO_8859_1.decode(filter.finish())).toString();
    }
}
