/**
 * Mail that is only read: the short way to a store of one's own.
 *
 * <pre>
 *   Archive, three methods of the program that embeds ──▶ ArchiveStore, a MailStore ──▶ ImapServer, PopServer
 * </pre>
 *
 * <p>Not here: whatever changes mail. A store in which clients work implements {@code org.pennypost.core.mailbox}; one that
 * POP alone empties is a {@code Maildrop} of mail-pop.
 */
package org.pennypost.core.archive;
