/**
 * What a program needs to speak POP2 (RFC 937) and POP3 (RFC 1939, RFC 2449, RFC 2595, RFC 3206, RFC 5034, RFC 6856).
 *
 * <pre>
 *   PopServer ──▶ pop2(), pop3()      a protocol each, for a driver
 *      │
 *      ├── PopOptions ── UidlFormat   what an operator chooses
 *      ├── PopLimits                  what bounds a client
 *      └── MailStore, or Maildrops ── Maildrop   where the mail is from
 * </pre>
 *
 * <p>A program with mail of its own brings {@link org.pennypost.pop.Maildrops}: five methods, without all that a
 * {@code MailStore} is for IMAP. Not here: listeners and stores; a server brings those.
 */
package org.pennypost.pop;
