package org.pennypost.core.address;

import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * An electronic mail address: RFC 5321 §4.1.2 {@code Mailbox = Local-part "@" ( Domain / address-literal )}.
 *
 * <p>Not called Mailbox, because an IMAP mailbox is something else. The wire form ({@code toString}) has at most
 * {@value #MAX_OCTETS} octets. Local parts are compared exactly, domains without regard to ASCII case. Immutable.
 *
 * <pre>{@code
 * MailAddress.parse("Fred.\"Bloggs\"@example.com", Repertoire.ASCII);   // SyntaxException
 * MailAddress.parse("\"Joe Doe\"@example.com", Repertoire.ASCII).localPart().value();   // Joe Doe
 * }</pre>
 */
public record MailAddress(LocalPart localPart, Host host) {
    /** RFC 5321 §4.5.3.1.3: a path of at most 256 octets leaves this many between its angle brackets. */
    public static final int MAX_OCTETS = 254;

    /** @throws IllegalArgumentException if the parts are too long together */
    public MailAddress {
        if (tooLong(localPart, host)) {
            throw new IllegalArgumentException("address too long");
        }
    }

    /**
     * Reads a whole text as an address.
     *
     * @throws SyntaxException if it is none
     */
    public static MailAddress parse(String text, Repertoire repertoire) {
        OctetScanner in = OctetScanner.of(text);
        MailAddress address = AddressParser.over(in, repertoire).mailbox();
        in.expectEnd();
        return address;
    }

    /** Whether the wire form needs no SMTPUTF8 (RFC 6531 §3.3). */
    public boolean isAscii() {
        return localPart.isAscii() && host.isAscii();
    }

    @Override
    public String toString() {
        return localPart + "@" + host;
    }

    static boolean tooLong(LocalPart localPart, Host host) {
        return AddressText.octets(localPart.toString()) + 1 + AddressText.octets(host.toString()) > MAX_OCTETS;
    }
}
