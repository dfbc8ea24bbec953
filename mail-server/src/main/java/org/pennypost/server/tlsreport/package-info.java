/**
 * How TLS with other servers went, for the domains that ask to be told: RFC 8460.
 *
 * <p>{@link org.pennypost.server.tlsreport.TlsReports} collects {@code Encounter}s, a line each, and adds them up when the
 * day is over. The reports wait as files; RFC 8460 §3 wants those that go by mail to be signed (DKIM).
 */
package org.pennypost.server.tlsreport;
