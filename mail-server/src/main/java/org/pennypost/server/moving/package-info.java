/**
 * Mail on its way into a store and out of it: Maildir, mbox and folders of {@code .eml} files.
 *
 * <pre>
 *   Importing   Source: MaildirSource, MboxSource, EmlSource   Arrivals (drafts, by groups)   the account
 *   Exporting   the account   Target: MaildirTarget, MboxTarget, EmlTarget
 * </pre>
 *
 * <p>Only the mailbox SPI is used, so that a running server sees what comes and goes. Each message goes through a small
 * buffer, however long it is, and is added whole or not at all. What a form cannot tell by itself is written beside the
 * message so that importing what was exported gives the same octets, dates, flags and keywords: see {@link
 * org.pennypost.server.moving.MboxStatus} and {@link org.pennypost.server.moving.EmlList}. Not here: what is typed and shown.
 */
package org.pennypost.server.moving;
