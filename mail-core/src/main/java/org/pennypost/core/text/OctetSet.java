package org.pennypost.core.text;

/**
 * A set of octets: one character class of an ABNF rule (RFC 5234 §2.2), as a bit map that answers in one look.
 *
 * <p>Immutable. {@code OctetSet.ALPHA.and(OctetSet.DIGIT).and("-")} is the {@code Let-dig / "-"} of RFC 5321 §4.1.2.
 */
public final class OctetSet {
    /** RFC 5234 §B.1 {@code ALPHA}. */
    public static final OctetSet ALPHA = range('A', 'Z').and(range('a', 'z'));
    /** RFC 5234 §B.1 {@code DIGIT}. */
    public static final OctetSet DIGIT = range('0', '9');
    /** RFC 5234 §B.1 {@code HEXDIG}, in either case. */
    public static final OctetSet HEXDIG = DIGIT.and(range('A', 'F')).and(range('a', 'f'));
    /** RFC 5234 §B.1 {@code WSP}. */
    public static final OctetSet WSP = of(" \t");
    /** RFC 5234 §B.1 {@code VCHAR}: printable ASCII without the space. */
    public static final OctetSet VCHAR = range(0x21, 0x7E);
    /** Octets that are no ASCII: parts of UTF-8 sequences, or 8-bit text. */
    public static final OctetSet NON_ASCII = range(0x80, 0xFF);

    private final long[] bits;

    private OctetSet(long[] bits) {
        this.bits = bits;
    }

    /** The octets of an ASCII string. */
    public static OctetSet of(String ascii) {
        long[] bits = new long[4];
        for (int i = 0; i < ascii.length(); i++) {
            int octet = ascii.charAt(i);
            if (octet > 0xFF) {
                throw new IllegalArgumentException("not an octet: " + octet);
            }
            bits[octet >> 6] |= 1L << octet;
        }
        return new OctetSet(bits);
    }

    /** The octets from {@code first} to {@code last}, both included. */
    public static OctetSet range(int first, int last) {
        long[] bits = new long[4];
        for (int octet = first; octet <= last; octet++) {
            bits[octet >> 6] |= 1L << octet;
        }
        return new OctetSet(bits);
    }

    /** The union with {@code other}. */
    public OctetSet and(OctetSet other) {
        long[] union = new long[4];
        for (int i = 0; i < 4; i++) {
            union[i] = bits[i] | other.bits[i];
        }
        return new OctetSet(union);
    }

    /** The union with the octets of {@code ascii}. */
    public OctetSet and(String ascii) {
        return and(of(ascii));
    }

    /** What remains without the octets of {@code ascii}. */
    public OctetSet without(String ascii) {
        long[] rest = of(ascii).bits;
        for (int i = 0; i < 4; i++) {
            rest[i] = bits[i] & ~rest[i];
        }
        return new OctetSet(rest);
    }

    /** Whether the set holds {@code octet}, which may be −1 (the scanner's end): the end is in no set. */
    public boolean contains(int octet) {
        return octet >= 0 && (bits[octet >> 6] & 1L << octet) != 0;
    }
}
