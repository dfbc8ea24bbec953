/**
 * The mailbox SPI: what a store must do so that SMTP can deliver into it, POP can empty it and IMAP can work in it.
 *
 * <pre>
 *   MailStoreProvider ──open──▶ MailStore ──account──▶ Account ──mailbox──▶ Mailbox
 *                                                        │                    │  picture(): an immutable Picture
 *                                                        └─draft─▶ Draft ─append─▶   content(uid): Content
 * </pre>
 *
 * <p>One idea carries it: <em>every change has a modification sequence, and everything is "what changed since"</em>
 * (RFC 7162 §3). A {@link org.pennypost.core.mailbox.Picture} is an immutable view of a mailbox at one modification
 * sequence; readers compare the picture they have told their client about with the present one. NOOP, IDLE, NOTIFY,
 * CONDSTORE, QRESYNC and sequence numbers are all readings of this comparison. A watch only says "look again".
 *
 * <p>All methods of the interfaces may block unless they say otherwise, and all may be called by any thread. What
 * a store may be able to do besides is an interface of its own, which its mailboxes, accounts or the store itself implement:
 * quota ({@link org.pennypost.core.mailbox.QuotaRoot}), sharing ({@link org.pennypost.core.mailbox.SharingStore}),
 * annotations ({@link org.pennypost.core.mailbox.Annotated}), caches, search, names of messages, maintenance. A store whose
 * user may not do everything says so ({@link org.pennypost.core.mailbox.Restricted}); for mail that is only read there is a
 * shorter way, {@code org.pennypost.core.archive}, and for what POP alone empties one in mail-pop.
 */
package org.pennypost.core.mailbox;
