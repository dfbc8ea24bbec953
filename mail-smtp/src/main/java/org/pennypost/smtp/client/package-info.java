/**
 * The sending side of SMTP (RFC 5321 §3, §4.5.4) and LMTP (RFC 2033), as an engine without input or output.
 *
 * <p>{@code ClientDialect} reads replies, {@code Opening} greets, starts TLS and logs in, {@code Transaction} sends one
 * message; {@code Errands} is where the messages come from and where their outcomes go.
 */
package org.pennypost.smtp.client;
