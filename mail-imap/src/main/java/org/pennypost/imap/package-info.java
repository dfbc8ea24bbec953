/**
 * What a program needs to speak IMAP4rev2 (RFC 9051) and IMAP4rev1 (RFC 3501).
 *
 * <pre>
 *   ImapServer.with(store, authenticator, surroundings)      is the Protocol, for a driver
 *      ├── ImapLimits ── CommandMessages                     what bounds a client
 *      └── ImapCaches                                        fills a store's cache before anybody asks
 * </pre>
 *
 * <p>Not here: listeners and stores; a server brings those.
 */
package org.pennypost.imap;
