package org.pennypost.core.address;

import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * The right-hand side of an address and the name in EHLO: {@code Domain / address-literal}, RFC 5321 §4.1.1.1.
 *
 * <p>Immutable. {@code toString} is the wire form.
 */
public sealed interface Host permits Domain, AddressLiteral {

    /** Whether the wire form needs no SMTPUTF8. */
    boolean isAscii();

    /**
     * Reads a whole text as a host.
     *
     * @throws SyntaxException if it is none
     */
    static Host parse(String text, Repertoire repertoire) {
        OctetScanner in = OctetScanner.of(text);
        Host host = AddressParser.over(in, repertoire).host();
        in.expectEnd();
        return host;
    }
}
