/**
 * Sends mail to other servers: from a domain to hosts to a connection.
 *
 * <pre>
 *   Relay ──▶ Routing (what the operator says) ──▶ NextHop
 *     ├─────▶ Route (MX, RFC 5321 §5.1) ──▶ the DNS
 *     ├─────▶ Assurance (DANE, MTA-STS) ──▶ Demand
 *     └─────▶ Visit ──▶ SocketLine (TCP, STARTTLS) ──▶ SmtpClient
 *                            └──────▶ Verifier, Dane: does the host prove what is demanded?
 * </pre>
 *
 * <p>Not here: what waits, and what becomes of an outcome. RFC 5321 §5, RFC 7505, RFC 3207, RFC 7672, RFC 8461 §4,
 * RFC 8689 §4.2, RFC 2033.
 */
package org.pennypost.server.relay;
