/**
 * Delivery status notifications as text: RFC 3464 in the form of RFC 6522, and of RFC 6533 where addresses need UTF-8.
 *
 * <p>{@link org.pennypost.smtp.report.Report} is what there is to say, {@link org.pennypost.smtp.report.ReportText} how
 * it is said. When there is something to say, and to whom, is decided where mail is queued.
 */
package org.pennypost.smtp.report;
