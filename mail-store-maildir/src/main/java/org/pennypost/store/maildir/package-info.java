/**
 * Mailboxes as Maildir++ directories, durable before they are acknowledged.
 *
 * <pre>
 *   MaildirStore ── MaildirAccount ── Folder ── View: Picture + Places
 *                                       │
 *              Lookout, Scan, UidGiving,│
 *              UidListRepair ───────────┤ what others did
 *              Intake, Transfer ────────┤ messages come
 *              FlagStore, Removal ──────┤ messages change and go
 *              UidList, ModSeqLog, ─────┘ what is on the disk beside the messages
 *              Keywords, Quota
 * </pre>
 *
 * <p>Not here: any protocol. The files are the truth; what is kept besides ({@code cache}, {@code index}) may be
 * deleted at any time.
 *
 * <p>RFC 9051 §2.3.1.1 (UIDs), RFC 7162 §3.1 (modification sequences).
 */
package org.pennypost.store.maildir;
