/**
 * What others hear from this server once a day: how TLS with their servers went (RFC 8460), and what came in their name
 * (RFC 7489 §7.2).
 *
 * <pre>
 *   what happens ──▶ DayLog ── the day is over ──▶ DayReport ──▶ Reporting ──▶ ReportLetter ──▶ the queue
 *                                                                          └─▶ ReportUpload ──▶ a web server
 * </pre>
 *
 * <p>{@link org.pennypost.server.reporting.ReportKind} is what differs between the two. Who collects stands in their
 * packages, {@code tlsreport} and {@code dmarc}.
 */
package org.pennypost.server.reporting;
