/**
 * The users of the server and their passwords, in one file that Dovecot could read too.
 *
 * <pre>
 *   users ◀── UsersFile ── user add, list, passwd, remove
 *     │
 *     └─────▶ FileAuthenticator ──▶ logins, and which local parts have a mailbox
 * </pre>
 *
 * <p>What we write is {@code name:{SCRAM-SHA-256}...} (RFC 5802, RFC 7677): enough to check a password, not to use it
 * elsewhere. {@code {PLAIN}}, Argon2, bcrypt and SHA-crypt are understood for import, and of Dovecot's extra fields those
 * that {@link org.pennypost.server.accounts.AccountRules} knows.
 */
package org.pennypost.server.accounts;
