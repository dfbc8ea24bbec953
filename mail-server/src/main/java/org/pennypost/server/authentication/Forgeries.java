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
        FieldText.read(value, (c, place) -> {
            boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (place == FieldText.Place.BARE && (c == ';' || space)) {
                return c != ';' && name.isEmpty();
            }
            if (place != FieldText.Place.QUOTE && !space) {
                name.append(c);
            }
            return true;
        });
        return name.toString();
    }
}
