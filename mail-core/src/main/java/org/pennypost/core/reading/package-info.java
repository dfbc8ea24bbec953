/**
 * Reading stored messages as far as somebody asks: header, structure, text.
 *
 * <pre>
 *   Content ──open──▶ MessageSource ──▶ Header, MessageStructure, octets
 *                          ├─ OpenContent ──▶ parts of it that are read later, whatever becomes of it
 *                          └─ MessageText ──▶ characters, as IMAP's SEARCH sees a message (RFC 9051 §6.4.4)
 *                                                └─ TextFold: letter case taken off
 * </pre>
 *
 * <p>Protocol modules search with these, and stores that keep an index of texts
 * ({@link org.pennypost.core.mailbox.SearchableMailbox}) make it with the same, so that the two never differ.
 */
package org.pennypost.core.reading;
