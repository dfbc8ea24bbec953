package org.pennypost.server.dkim;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.text.SyntaxException;

/** Header fields as signatures see them: octets as characters. */
final class Fields {
    /** 253 characters of four octets; to make A-labels of more takes time in proportion to the square of what combines. */
    private static final int LONGEST_DOMAIN = 4 * 253;

    private Fields() {}

    /** A field with its line end. */
    static String whole(HeaderField field) {
        return StandardCharsets.ISO_8859_1.decode(field.octets()).toString();
    }

    static String value(HeaderField field) {
        return StandardCharsets.ISO_8859_1.decode(field.rawValue()).toString();
    }

    /** RFC 6376 §3.7: what is signed, the field that signs it last, with an empty {@code b=} and without its CRLF. */
    static String signed(Header header, SignatureField signature) {
        Map<String, List<HeaderField>> left = new HashMap<>();
        StringBuilder signed = new StringBuilder();
        for (String name : signature.names()) {
            // RFC 6376 §5.4.2: each time the next one from the bottom; nothing if there is none
            List<HeaderField> fields =
                    left.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(header.all(key)));
            if (!fields.isEmpty()) {
                signed.append(signature.header().field(whole(fields.remove(fields.size() - 1))));
            }
        }
        return signed.append(unsigned(signature.header(), signature.field())).toString();
    }

    /** A field that signs, as it was when it signed nothing yet. */
    static String unsigned(Canonical form, String whole) {
        String canonical = form.field(withoutSignature(whole));
        return canonical.endsWith("\r\n") ? canonical.substring(0, canonical.length() - 2) : canonical;
    }

    /** RFC 6376 §3.7: the value of {@code b=} is left out, white space around it too. */
    private static String withoutSignature(String whole) {
        int at = whole.indexOf(':') + 1;
        while (at < whole.length()) {
            int end = whole.indexOf(';', at);
            int next = end < 0 ? lineEnd(whole) : end;
            int equals = whole.indexOf('=', at);
            if (equals >= 0
                    && equals < next
                    && whole.substring(at, equals).strip().equals("b")) {
                return whole.substring(0, equals + 1) + whole.substring(next);
            }
            at = next + 1;
        }
        return whole;
    }

    private static int lineEnd(String whole) {
        return whole.endsWith("\r\n") ? whole.length() - 2 : whole.length();
    }

    /**
     * A name for the DNS, in lower case; RFC 8616 §5: U-labels are looked up as A-labels.
     *
     * @throws SyntaxException if it is none
     */
    static String domain(String text) {
        if (text.length() > LONGEST_DOMAIN) {
            throw new SyntaxException("not a domain");
        }
        try {
            String utf8 = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            String name = IDN.toASCII(utf8, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            if (name.length() <= 253 && name.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*")) {
                return name;
            }
        } catch (IllegalArgumentException noName) {
            throw new SyntaxException("not a domain");
        }
        throw new SyntaxException("not a domain");
    }
}
