/**
 * The structure of an Internet message over its octets: header, MIME tree, envelope, and the texts in them.
 *
 * <pre>
 * octets ──▶ MessageParser ──▶ MessageStructure ─┬─ Envelope ── HeaderAddress
 *             (any chunks)                       └─ MimePart ─┬─ Leaf
 *                                                   (Extent,  ├─ Multipart ── MimePart …
 *                                                 MimeFields) └─ Embedded ── MessageStructure
 * octets ──▶ Header ──▶ HeaderField ──▶ RawText ──▶ EncodedWords, HeaderDate, MessageIds, BaseSubject
 * body   ──▶ TransferDecoder ──▶ octets,  TextDecoder ──▶ characters
 * </pre>
 *
 * <p>Real mail breaks every rule, so nothing here throws on what a message says: what is not understood has the
 * default of its RFC, and {@link org.pennypost.core.message.MessageLimits} bounds what is kept. Values hold octets
 * ({@link org.pennypost.core.message.RawText}); text is decoded where it is asked for.
 *
 * <p>Not here: the strict addresses of SMTP ({@code org.pennypost.core.address}) and the wire form of any of this,
 * which is IMAP's.
 *
 * <p>Sources: RFC 5322, RFC 6532; RFC 2045, RFC 2046, RFC 2047, RFC 2183, RFC 2231; RFC 5256 §2; RFC 9051 §6.4.5.1 and §7.5.2.
 */
package org.pennypost.core.message;
