/**
 * What a program needs to receive mail by SMTP (RFC 5321) and to take submissions (RFC 6409).
 *
 * <pre>
 *   SmtpServer.with(delivery, authenticator, surroundings) ──▶ mx(): Protocol, submission(): Protocol
 * </pre>
 *
 * <p>{@link org.pennypost.smtp.SmtpServer} is the entry type; {@link org.pennypost.smtp.SmtpLimits} bounds what a
 * client may feed; {@link org.pennypost.smtp.SenderPolicy} and {@link org.pennypost.smtp.Disclosure} are what a site
 * decides. A driver runs the engines; messages leave by {@code org.pennypost.core.delivery}.
 *
 * <p>Not here: listeners, queues on disk and name lookups; a server brings those.
 */
package org.pennypost.smtp;
