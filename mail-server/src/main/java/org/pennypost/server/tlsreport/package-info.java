/**
 * How TLS with other servers went, for the domains that ask to be told: RFC 8460.
 *
 * <p>{@link org.pennypost.server.tlsreport.TlsReports} collects {@code Encounter}s, a line each, and adds them up when the
 * day is over; {@link org.pennypost.server.reporting.Reporting} sends the reports.
 */
package org.pennypost.server.tlsreport;
