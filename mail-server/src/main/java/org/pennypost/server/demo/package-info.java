/**
 * The tour: one real message through every port of the server, with the dialogue of each protocol printed and the
 * section of its RFC beside every command.
 *
 * <pre>
 *   Tour ──▶ SmtpVisit ×3 (25, 587 with STARTTLS, 465) ──▶ the mailbox
 *       ◀── Pop2Visit, Pop3Visit ×2 (110, 995), ImapVisit ×2 (143, 993)
 * </pre>
 *
 * <p>Its client is written here on plain sockets, so that what is printed is what went over the line.
 */
package org.pennypost.server.demo;
