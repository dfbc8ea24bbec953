/**
 * Sends mail to other servers: from a domain to hosts to a connection.
 *
 * <pre>
 *   Relay ──▶ Route (MX, RFC 5321 §5.1) ──▶ Resolver ──▶ DnsResolver
 *     └─────▶ SocketLine (TCP, STARTTLS) ──▶ SmtpClient
 * </pre>
 *
 * <p>Not here: what waits, and what becomes of an outcome. RFC 5321 §5, RFC 7505, RFC 3207.
 */
package org.pennypost.server.relay;
