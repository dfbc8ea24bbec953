package org.pennypost.smtp.syntax;

import java.nio.ByteBuffer;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/**
 * The name by which a client calls itself in EHLO or HELO: RFC 5321 §4.1.1.1 {@code Domain / address-literal}.
 *
 * <p>Deviates from RFC 5321 §4.1.2: names with underscores, with letters beyond ASCII or with a dot at the end are taken,
 * and IPv6 addresses without their tag or with a zone, because operating systems call hosts so and their users would not
 * understand why they cannot send mail. Nothing depends on the name; it is never verified.
 * Printable ASCII of at most {@value #MAX_OCTETS} octets. Immutable.
 *
 * @param text the name as the client wrote it
 */
public record HeloName(String text) {
    /** RFC 5321 §4.5.3.1.2: the longest name, in octets. */
    public static final int MAX_OCTETS = 255;

    // what systems call their network interfaces
    private static final OctetSet ZONE = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-.");

    /** @throws SyntaxException if the text is neither a name nor an address literal */
    public HeloName {
        if (text.length() > MAX_OCTETS) {
            throw new SyntaxException("name too long");
        }
        Host.parse(proper(text), Repertoire.ASCII);
    }

    /** The name of these octets, with an underscore for each that is not ASCII, whatever charset that was meant in. */
    static HeloName of(ByteBuffer octets) {
        StringBuilder text = new StringBuilder();
        for (int i = octets.position(); i < octets.limit(); i++) {
            text.append(octets.get(i) < 0 ? '_' : (char) octets.get(i));
        }
        return new HeloName(text.toString());
    }

    /** Whether it is a domain or an address literal as RFC 5321 §4.1.2 has them; it is mostly. */
    public boolean isHost() {
        return proper(text).equals(text);
    }

    /** What is meant, in so far as it matters whether it means something. */
    private static String proper(String text) {
        String name = text.replace('_', 'x');
        if (!name.startsWith("[")) {
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        }
        int zone = name.indexOf('%');
        boolean zoned = zone > 0 && name.endsWith("]") && isZone(name.substring(zone + 1, name.length() - 1));
        String address = zoned ? name.substring(0, zone) + "]" : name;
        return address.startsWith("[::") ? "[IPv6:" + address.substring(1) : address;
    }

    private static boolean isZone(String text) {
        return !text.isEmpty() && text.chars().allMatch(ZONE::contains);
    }

    @Override
    public String toString() {
        return text;
    }
}
