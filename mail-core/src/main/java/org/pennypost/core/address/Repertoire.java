package org.pennypost.core.address;

/** The characters that an address may use, which depends on whether the peers agreed on SMTPUTF8. */
public enum Repertoire {
    /** ASCII only, RFC 5321 §4.1.2. */
    ASCII,
    /** ASCII and UTF-8, RFC 6531 §3.3. */
    UTF8
}
