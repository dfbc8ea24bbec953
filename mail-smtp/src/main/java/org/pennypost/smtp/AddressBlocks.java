package org.pennypost.smtp;

import java.math.BigInteger;
import java.util.List;
import org.pennypost.core.address.AddressLiteral;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;

/**
 * A set of IP addresses, written as addresses or blocks: {@code 192.0.2.0/24}, {@code 2001:db8::/32}.
 *
 * <p>Immutable.
 */
public final class AddressBlocks {
    private final List<Block> blocks;

    private AddressBlocks(List<Block> blocks) {
        this.blocks = blocks;
    }

    private record Block(int length, int bits, BigInteger prefix) {}

    private record Number(int length, BigInteger value) {}

    /** @throws IllegalArgumentException if a text is no block */
    public static AddressBlocks of(List<String> texts) {
        return new AddressBlocks(texts.stream().map(AddressBlocks::block).toList());
    }

    /** Whether an IP address, in its text form, is in it; a text that is none is not. */
    public boolean contains(String address) {
        try {
            Number number = number(address);
            return blocks.stream()
                    .anyMatch(block -> block.length() == number.length()
                            && number.value()
                                    .shiftRight(number.length() - block.bits())
                                    .equals(block.prefix()));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        Number number = number(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? number.length() : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > number.length()) {
            throw new IllegalArgumentException("bits of " + text);
        }
        return new Block(number.length(), bits, number.value().shiftRight(number.length() - bits));
    }

    private static Number number(String address) {
        try {
            String literal = address.indexOf(':') < 0 ? "[" + address + "]" : "[IPv6:" + address + "]";
            Host host = Host.parse(literal, Repertoire.ASCII);
            if (host instanceof AddressLiteral.Ipv4 four) {
                return new Number(32, BigInteger.valueOf(four.address() & 0xFFFF_FFFFL));
            } else if (host instanceof AddressLiteral.Ipv6 six) {
                return new Number(128, unsigned(six.high()).shiftLeft(64).or(unsigned(six.low())));
            }
        } catch (SyntaxException fault) {
            throw new IllegalArgumentException("no IP address: " + address, fault);
        }
        throw new IllegalArgumentException("no IP address: " + address);
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
