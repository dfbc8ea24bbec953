/**
 * Mailboxes as Maildir++ directories, durable before they are acknowledged.
 *
 * <p>Not here: any protocol. The files are the truth; what is kept besides ({@code cache}, {@code index}) may be deleted
 * at any time.
 */
package org.pennypost.store.maildir;
