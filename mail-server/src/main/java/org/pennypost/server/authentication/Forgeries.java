package org.pennypost.server.authentication;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;

/** Fields by which a message says of itself what only we may say, RFC 8601 §5. */
final class Forgeries {
    private Forgeries() {}

    /** The header section without them, octet for octet. */
    static ByteBuffer removed(Header header, String host) {
        ByteBuffer octets = header.octets();
        ByteArrayOutputStream kept = new ByteArrayOutputStream(octets.remaining());
        int end = 0;
        for (HeaderField field : header) {
            byte[] whole = new byte[field.octets().remaining()];
            field.octets().get(whole);
            end += whole.length;
            if (!isForged(field, host)) {
                kept.writeBytes(whole);
            }
        }
        byte[] rest = new byte[octets.remaining() - end];
        octets.position(end).get(rest);
        kept.writeBytes(rest);
        return ByteBuffer.wrap(kept.toByteArray());
    }

    private static boolean isForged(HeaderField field, String host) {
        if (field.isNamed("Authentication-Results")) {
            String service =
                    service(StandardCharsets.ISO_8859_1.decode(field.rawValue()).toString());
            return service.isEmpty() || service.equalsIgnoreCase(host);
        }
        return field.isNamed(StoreDelivery.SUSPICION);
    }

    /** RFC 8601 §2.2: {@code authserv-id}, without the comments and quotes around it. */
    private static String service(String value) {
        StringBuilder name = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
                name.append(depth > 0 || i == value.length() ? "" : value.charAt(i));
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0 && !quoted && (c == ';' || space && name.length() > 0)) {
                break;
            } else if (depth == 0 && !space) {
                name.append(c);
            }
        }
        return name.toString();
    }
}
