/**
 * Mailboxes as Maildir++ directories, durable before they are acknowledged.
 *
 * <p>Not here: any protocol. The files are the truth; what this package caches may be deleted at any time.
 */
package org.pennypost.store.maildir;
