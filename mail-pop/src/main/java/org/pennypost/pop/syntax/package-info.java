/**
 * POP as octets and values, without state: the commands of RFC 937 and RFC 1939 as records, and their parsers.
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><td>{@link org.pennypost.pop.syntax.Pop2Command}</td><td>RFC 937</td></tr>
 * <tr><td>{@link org.pennypost.pop.syntax.Pop3Command}</td><td>RFC 1939 §5 to §7, RFC 2449 §5, RFC 2595 §4, RFC 5034, RFC 6856</td></tr>
 * <tr><td>{@link org.pennypost.pop.syntax.Pop2Parser}</td><td>RFC 937, "Formal Syntax"</td></tr>
 * <tr><td>{@link org.pennypost.pop.syntax.Pop3Parser}</td><td>RFC 1939 §3, RFC 2449 §4</td></tr>
 * </table>
 */
package org.pennypost.pop.syntax;
