package org.pennypost.server.reporting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.pennypost.core.address.MailAddress;

/**
 * A report as a message: RFC 8460 §5.3 and RFC 7489 §7.2.1.1.
 *
 * @param report what is in it
 * @param form of its kind
 * @param contact who sends it; his domain signs it
 * @param now when
 */
record ReportLetter(DayReport report, ReportKind.Form form, MailAddress contact, Instant now) {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
    private static final int LINE = 76;

    byte[] text(MailAddress to, byte[] compressed) {
        String submitter = contact.host().toString();
        String boundary = "=_" + report.id(submitter).replaceAll("[^A-Za-z0-9.]", "_");
        StringBuilder text = new StringBuilder();
        text.append("From: <").append(contact).append(">\r\n");
        text.append("To: <").append(to).append(">\r\n");
        text.append("Subject: Report Domain: ").append(report.domain()).append("\r\n Submitter: ");
        text.append(submitter)
                .append("\r\n Report-ID: <")
                .append(report.id(submitter))
                .append(">\r\n");
        text.append("Date: ")
                .append(DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                .append("\r\n");
        text.append("Message-ID: <").append(report.extension()).append('.');
        text.append(report.id(submitter)).append(">\r\n");
        text.append("Auto-Submitted: auto-generated\r\n"); // RFC 3834 §5
        if (form.tls()) {
            text.append("TLS-Required: No\r\n"); // RFC 8689 §3
            text.append("TLS-Report-Domain: ").append(report.domain()).append("\r\n");
            text.append("TLS-Report-Submitter: ").append(submitter).append("\r\n");
        }
        text.append("MIME-Version: 1.0\r\nContent-Type: ").append(form.multipart());
        text.append(";\r\n\tboundary=\"").append(boundary).append("\"\r\n");
        String divider = "\r\n--" + boundary;
        text.append(divider).append("\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n");
        text.append("This is what ").append(submitter).append(" has seen of ").append(form.subject());
        text.append(",\r\non ").append(report.day()).append(" in UTC, for programs that read it.\r\n");
        text.append(divider).append("\r\nContent-Type: ").append(form.mediaType());
        text.append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n\tfilename=\"");
        text.append(report.name(submitter)).append("\"\r\n\r\n");
        text.append(Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'}).encodeToString(compressed));
        text.append(divider).append("--\r\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
