package org.pennypost.core.address;

import java.text.Normalizer;
import java.util.Optional;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * A domain name as mail writes it: RFC 5321 §4.1.2 {@code Domain}, with the U-labels of RFC 6531 §3.3.
 *
 * <p>Labels are letters, digits and inner hyphens (RFC 5321 §4.1.2); no dot stands at the end (§2.3.5).
 *
 * <p>Deviates from RFC 5321 §4.1.2: underscores are taken in labels, because there are such domains, the DNS answers for
 * them, and their users would not understand why their mail is the only one that is turned away.
 *
 * <p>A U-label is one or more letters, digits, marks and joiners in normal form NFC that begins with no mark
 * (RFC 5891 §4.2). A-labels ({@code xn--…}) stay as they are and are not equal to their U-labels. Equality ignores the
 * case of ASCII letters (RFC 5321 §2.4); the spelling is kept. Immutable.
 *
 * @param name the name, at most {@value #MAX_OCTETS} octets
 */
public record Domain(String name) implements Host {
    /** RFC 5321 §4.5.3.1.2: the longest domain, in octets. */
    public static final int MAX_OCTETS = 255;
    /** RFC 1035 §2.3.4: the longest label, in octets. */
    public static final int MAX_LABEL_OCTETS = 63;

    // "xn--" and one Punycode digit at least for each character must fit a label (RFC 5890 §2.3.2.1).
    private static final int MAX_U_LABEL_CHARACTERS = MAX_LABEL_OCTETS - 4;

    /** @throws IllegalArgumentException if the name is no domain */
    public Domain {
        fault(name).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    /**
     * Reads a whole text as a domain.
     *
     * @throws SyntaxException if it is none
     */
    public static Domain parse(String text, Repertoire repertoire) {
        OctetScanner in = OctetScanner.of(text);
        Domain domain = AddressParser.over(in, repertoire).domain();
        in.expectEnd();
        return domain;
    }

    /** Whether hosts may have this name (RFC 1123 §2.1): none with an underscore gets a certificate. */
    public boolean isHostName() {
        return name.indexOf('_') < 0;
    }

    @Override
    public boolean isAscii() {
        return AddressText.isAscii(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Domain that && AddressText.foldAscii(name).equals(AddressText.foldAscii(that.name));
    }

    @Override
    public int hashCode() {
        return AddressText.foldAscii(name).hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Why a text is no domain, if so. */
    static Optional<String> fault(String name) {
        if (name.length() > MAX_OCTETS || AddressText.octets(name) > MAX_OCTETS) {
            return Optional.of("domain too long");
        }
        for (String label : name.split("\\.", -1)) {
            Optional<String> fault = AddressText.isAscii(label) ? ldhFault(label) : uLabelFault(label);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    // RFC 5321 §4.1.2: sub-domain = Let-dig [Ldh-str]
    private static Optional<String> ldhFault(String label) {
        if (label.isEmpty()) {
            return Optional.of("empty label in domain");
        }
        if (label.length() > MAX_LABEL_OCTETS) {
            return Optional.of("domain label too long");
        }
        boolean fits = label.chars().allMatch(c -> c == '-' || c == '_' || AddressText.LET_DIG.contains(c));
        return fits ? hyphenFault(label) : Optional.of("character not allowed in a domain");
    }

    // RFC 6531 §3.3: sub-domain =/ U-label
    // Deviates from RFC 5891 §4.2.2: code points are not looked up in the tables of RFC 5892, because the platform has
    // none and a name that breaks them is found in no DNS anyway; capitals are let through, as people write them.
    private static Optional<String> uLabelFault(String label) {
        if (label.codePointCount(0, label.length()) > MAX_U_LABEL_CHARACTERS) {
            return Optional.of("domain label too long");
        }
        if (!label.codePoints().allMatch(Domain::isLabelCharacter) || isMark(label.codePointAt(0))) {
            return Optional.of("character not allowed in a domain");
        }
        if (!Normalizer.isNormalized(label, Normalizer.Form.NFC)) {
            return Optional.of("domain label not in normal form");
        }
        return hyphenFault(label);
    }

    private static Optional<String> hyphenFault(String label) {
        boolean outer = label.charAt(0) == '-' || label.charAt(label.length() - 1) == '-';
        return outer ? Optional.of("hyphen at the edge of a domain label") : Optional.empty();
    }

    private static boolean isLabelCharacter(int c) {
        return c < 0x80
                ? c == '-' || AddressText.LET_DIG.contains(c)
                : Character.isLetterOrDigit(c) || isMark(c) || isContextual(c);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    // RFC 5892 §2.6, §2.8, Appendix A: joiners and the punctuation that is allowed in some context
    private static boolean isContextual(int c) {
        return c == 0x200C || c == 0x200D || c == 0xB7 || c == 0x375 || c == 0x5F3 || c == 0x5F4 || c == 0x30FB;
    }
}
