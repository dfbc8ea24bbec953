package org.pennypost.core.address;

import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** The text of an IPv6 address: read as RFC 5321 §4.1.3 {@code IPv6-addr}, written as RFC 5952 §4. */
final class Ipv6Text {
    private static final int GROUPS = 8;
    private static final int NO_GAP = -1;

    private final OctetScanner in;
    private final int[] groups = new int[GROUPS];
    private int count;
    private int gap = NO_GAP;

    private Ipv6Text(OctetScanner in) {
        this.in = in;
    }

    // RFC 5321 §4.1.3: IPv6-addr = IPv6-full / IPv6-comp / IPv6v4-full / IPv6v4-comp
    static AddressLiteral.Ipv6 parse(OctetScanner in) {
        return new Ipv6Text(in).address();
    }

    static String format(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> 48 - 16 * (i & 3)) & 0xFFFF;
        }
        // RFC 5952 §5: IPv4-mapped addresses in mixed notation
        if (high == 0 && low >>> 32 == 0xFFFF) {
            return "::ffff:" + new AddressLiteral.Ipv4((int) low).dotted();
        }
        int gapStart = 0;
        int gapLength = 1; // RFC 5952 §4.2.2: no "::" for one group
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > gapLength) { // RFC 5952 §4.2.3: the longest, the first of equals
                gapStart = i;
                gapLength = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (gapLength > 1 && i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private AddressLiteral.Ipv6 address() {
        if (in.skipIgnoringCase("::")) {
            gap = 0;
        } else {
            group();
        }
        while (in.peek() == ':' || gap == count && OctetSet.HEXDIG.contains(in.peek())) {
            separator();
            if (gap == count && !OctetSet.HEXDIG.contains(in.peek())) {
                break;
            }
            group();
        }
        // "::" stands for two groups at least
        if (gap == NO_GAP ? count != GROUPS : count > GROUPS - 2) {
            throw fault();
        }
        return spread();
    }

    private void separator() {
        if (in.skipIgnoringCase("::")) {
            if (gap != NO_GAP) {
                throw fault();
            }
            gap = count;
        } else if (gap != count) {
            in.expect(':');
        }
    }

    // IPv6-hex = 1*4HEXDIG, or the IPv4 address that may take the place of the last two
    private void group() {
        int start = in.position();
        int digits = in.skipAll(OctetSet.HEXDIG);
        boolean dotted = in.peek() == '.';
        int width = dotted ? 2 : 1;
        if (digits == 0 || digits > 4 || count + width > GROUPS) {
            throw fault();
        }
        if (dotted) {
            in.position(start);
            int v4 = AddressParser.ipv4(in).address();
            groups[count++] = v4 >>> 16;
            groups[count++] = v4 & 0xFFFF;
            if (in.peek() == ':') {
                throw fault();
            }
            return;
        }
        int value = 0;
        int end = in.position();
        in.position(start);
        while (in.position() < end) {
            value = value << 4 | Character.digit(in.next(), 16);
        }
        groups[count++] = value;
    }

    private AddressLiteral.Ipv6 spread() {
        long high = 0;
        long low = 0;
        int zeros = GROUPS - count;
        for (int i = 0; i < count; i++) {
            int place = gap != NO_GAP && i >= gap ? i + zeros : i;
            long bits = (long) groups[i] << 48 - 16 * (place & 3);
            high |= place < 4 ? bits : 0;
            low |= place < 4 ? 0 : bits;
        }
        return new AddressLiteral.Ipv6(high, low);
    }

    private static SyntaxException fault() {
        return new SyntaxException("not an IPv6 address");
    }
}
