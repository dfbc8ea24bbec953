/**
 * Mail addresses as SMTP writes them: values that are valid by construction, and the parser of their grammar.
 *
 * <pre>
 * ReversePath ─ "&lt;&gt;" or ┐
 *                        ├─ MailAddress ─┬─ LocalPart        dot-string or quoted-string
 * ForwardPath ─ or       ┘               └─ Host ─┬─ Domain           LDH labels, U-labels
 *               "&lt;Postmaster&gt;"                  └─ AddressLiteral   [IPv4] [IPv6:…] [tag:…]
 * </pre>
 *
 * <p>Each value prints itself ({@code toString}) in the canonical wire form, which parses back to an equal value.
 * {@link org.pennypost.core.address.Repertoire} says whether SMTPUTF8 is in force.
 *
 * <p>Not here: the address lists of message headers, which are read forgivingly ({@code org.pennypost.core.message}),
 * and what an address means to the server (accounts, aliases, plus-addressing).
 *
 * <p>Sources: RFC 5321 §2.3.11, §4.1.2, §4.1.3 and §4.5.3.1; RFC 6531 §3.3; RFC 5952 for printing IPv6.
 */
package org.pennypost.core.address;
