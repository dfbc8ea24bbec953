/**
 * Who may try to log in, how often, and by which protocol.
 *
 * <pre>
 *   SMTP, POP, IMAP ──▶ LoginGuard ──▶ FailureTable      by address, by account
 *                            │
 *                            └──▶ LoginListener           what is counted and shown
 * </pre>
 *
 * <p>Failed logins are answered later and later; too many of an address or an account close it for a while. Tables have a
 * bound, so that no client makes them grow.
 */
package org.pennypost.server.guard;
