/**
 * The octets of SMTP as values: commands, their parameters, replies. Pure; nothing here knows a conversation.
 *
 * <pre>
 *   line ──CommandParser──▶ Command (with HeloName, MailParameter, paths)     or a CommandFault
 *   SmtpReply (code, EnhancedStatus, lines of text) ──encoded()──▶ octets
 * </pre>
 *
 * <p>The grammar of addresses is in {@code org.pennypost.core.address}. Which command has a place where, and which
 * reply it gets, is {@code talk}'s. RFC 5321 §4.1 and §4.2, RFC 3463, RFC 1870 §6, RFC 6152 §2, RFC 3030 §2, RFC 1985
 * §5, RFC 2033 §4.1, RFC 3461 §4, RFC 2852 §4, RFC 4865 §3, RFC 6710 §7, RFC 7293 §3.1, RFC 8689 §2, RFC 3865 §2.2,
 * RFC 3207 §4, RFC 4954 §4 and §5, RFC 6531 §3.4 and §3.7.4.2.
 */
package org.pennypost.smtp.syntax;
