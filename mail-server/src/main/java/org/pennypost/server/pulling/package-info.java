/**
 * Mail from another server, by IMAP: an account is pulled mailbox by mailbox into one of ours.
 *
 * <pre>
 *   Pulling ──▶ RemoteServer (sockets, TLS, commands) ──▶ AnswerReader (octets to Answer)
 *      │                                                      │ message octets go by, never held
 *      ├──▶ Progress: which UIDs are here, in a file          ▼
 *      └──────────────────────────────────────────────▶ moving.Arrivals
 * </pre>
 *
 * <p>RFC 9051 and RFC 3501, as far as a reader needs them; RFC 2342 for prefixes. Not here: an IMAP library. This asks
 * eight commands and reads what servers answer to them.
 */
package org.pennypost.server.pulling;
