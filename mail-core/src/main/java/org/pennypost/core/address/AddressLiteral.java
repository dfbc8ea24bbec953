package org.pennypost.core.address;

import java.util.Locale;
import org.pennypost.core.text.OctetSet;

/**
 * A host named by its network address in brackets: RFC 5321 §4.1.3 {@code address-literal}.
 *
 * <p>Immutable; compared by the address, not by its spelling. {@code toString} is the wire form, for IPv6 in the
 * canonical spelling of RFC 5952 §4.
 */
public sealed interface AddressLiteral extends Host {

    @Override
    default boolean isAscii() {
        return true;
    }

    /**
     * The literal of a network address.
     *
     * @param address four octets (IPv4) or sixteen (IPv6) in network order
     */
    static AddressLiteral of(byte[] address) {
        if (address.length == 4) {
            return new Ipv4((int) word(address, 0, 4));
        }
        if (address.length == 16) {
            return new Ipv6(word(address, 0, 8), word(address, 8, 8));
        }
        throw new IllegalArgumentException(address.length + " octets are no network address");
    }

    private static long word(byte[] octets, int from, int count) {
        long word = 0;
        for (int i = from; i < from + count; i++) {
            word = word << 8 | octets[i] & 0xFF;
        }
        return word;
    }

    /**
     * {@code IPv4-address-literal}.
     *
     * @param address the four octets, the first one highest
     */
    record Ipv4(int address) implements AddressLiteral {
        /** The dotted form without brackets. */
        public String dotted() {
            return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "."
                    + (address & 0xFF);
        }

        @Override
        public String toString() {
            return '[' + dotted() + ']';
        }
    }

    /**
     * {@code IPv6-address-literal}.
     *
     * @param high the first eight octets
     * @param low the last eight octets
     */
    record Ipv6(long high, long low) implements AddressLiteral {
        @Override
        public String toString() {
            return "[IPv6:" + Ipv6Text.format(high, low) + ']';
        }
    }

    /**
     * {@code General-address-literal}: an address of a kind that has a registered tag.
     *
     * @param tag {@code Standardized-tag}, compared without regard to case
     * @param content one or more {@code dcontent}
     */
    record General(String tag, String content) implements AddressLiteral {
        /** @throws IllegalArgumentException if the grammar has no such literal, or it is the one of IPv6 */
        public General {
            boolean goodTag = !tag.isEmpty()
                    && tag.chars().allMatch(c -> c == '-' || AddressText.LET_DIG.contains(c))
                    && tag.charAt(tag.length() - 1) != '-'
                    && !tag.equalsIgnoreCase("IPv6");
            if (!goodTag || content.isEmpty() || !content.chars().allMatch(DCONTENT::contains)) {
                throw new IllegalArgumentException("not an address literal");
            }
            tag = tag.toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return '[' + tag + ':' + content + ']';
        }
    }

    /** RFC 5321 §4.1.3 {@code dcontent}: printable ASCII but for brackets and backslash. */
    OctetSet DCONTENT = OctetSet.VCHAR.without("[\\]");
}
