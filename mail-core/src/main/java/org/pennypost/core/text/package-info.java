/**
 * Octet-level text: what SMTP, POP and IMAP have in common below their grammars.
 *
 * <table>
 * <caption>The rooms</caption>
 * <tr><td>{@link org.pennypost.core.text.LineFramer}</td><td>finds CRLF-ended lines in a stream of octets</td></tr>
 * <tr><td>{@link org.pennypost.core.text.OctetScanner}</td><td>walks one line the way its ABNF reads</td></tr>
 * <tr><td>{@link org.pennypost.core.text.OctetSet}</td><td>a character class of an ABNF rule</td></tr>
 * <tr><td>{@link org.pennypost.core.text.Framing}</td><td>finds the end of a block: counted, or up to a lone dot</td></tr>
 * <tr><td>{@link org.pennypost.core.text.DotStuffing}</td><td>the transparency of RFC 5321 §4.5.2 and RFC 1939 §3</td></tr>
 * <tr><td>{@link org.pennypost.core.text.LineFeeds}</td><td>finds line feeds in an array</td></tr>
 * </table>
 *
 * <p>Nothing here knows a command, and nothing here makes a {@code String} of what can stay octets.
 */
package org.pennypost.core.text;
