/**
 * What a program needs to receive mail by SMTP (RFC 5321) or LMTP (RFC 2033) and to take submissions (RFC 6409).
 *
 * <pre>
 *   SmtpServer.with(delivery, authenticator, surroundings) ──▶ mx(), submission(), lmtp(): Protocol
 * </pre>
 *
 * <p>{@link org.pennypost.smtp.SmtpServer} is the entry type; {@link org.pennypost.smtp.SmtpLimits} bounds what a
 * client may feed; {@link org.pennypost.smtp.SenderPolicy} and {@link org.pennypost.smtp.Disclosure} are what a site
 * decides. {@link org.pennypost.smtp.ConnectionCheck}, {@link org.pennypost.smtp.RecipientCheck},
 * {@link org.pennypost.smtp.Rates} and {@link org.pennypost.smtp.Tarpit} keep abuse away. A driver runs the engines;
 * messages leave by {@code org.pennypost.core.delivery}. {@link org.pennypost.smtp.SmtpClient} sends.
 *
 * <p>Not here: listeners, queues on disk and name lookups; a server brings those.
 */
package org.pennypost.smtp;
