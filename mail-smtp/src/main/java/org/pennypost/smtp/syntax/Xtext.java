package org.pennypost.smtp.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.SyntaxException;

/** Text in parameters: RFC 3461 §4 {@code xtext = *( xchar / hexchar )}, with {@code +3D} for an equals sign. */
final class Xtext {
    private Xtext() {}

    // hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits
    static String decode(String xtext) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                octets.write(digit(xtext, i + 1) << 4 | digit(xtext, i + 2));
                i += 2;
            } else if (c > ' ' && c < 0x7F && c != '=') {
                octets.write(c);
            } else {
                throw new SyntaxException("not xtext");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("not UTF-8");
        }
    }

    // xchar = any ASCII from "!" to "~" except "+" and "="
    static String encode(String text) {
        StringBuilder xtext = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7F && octet != '+' && octet != '=';
            xtext.append(plain ? String.valueOf((char) octet) : String.format("+%02X", octet & 0xFF));
        }
        return xtext.toString();
    }

    private static int digit(String text, int at) {
        int value = at < text.length() ? "0123456789ABCDEF".indexOf(text.charAt(at)) : -1;
        if (value < 0) {
            throw new SyntaxException("expected two hexadecimal digits in upper case");
        }
        return value;
    }
}
