package org.pennypost.smtp.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.smtp.syntax.Unitext;

/**
 * A report as a message: RFC 6522 §3. The returned message, or its header section, stands between {@link #before} and
 * {@link #after}, and is not copied for that. Immutable.
 *
 * <p>Whoever has an address in ASCII may be where nobody knows SMTPUTF8: he gets a report in ASCII, whatever it is about
 * (RFC 6533 §4.5).
 */
public final class ReportText {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
    /** RFC 5322 §2.1.1: 998 octets, with room for the name of the field. */
    private static final int LINE = 800;

    private static final String SEVEN_BIT = "";
    private static final String EIGHT_BIT = "8bit";
    private static final String BASE64 = "base64";

    private final Report report;
    private final Letter letter;

    private ReportText(Report report, Letter letter) {
        this.report = report;
        this.letter = letter;
    }

    /**
     * What is around a report.
     *
     * @param from who reports
     * @param to the sender of the message that is reported on
     * @param date now
     * @param id what to call the report; letters, digits and dots
     * @param whole whether the whole message is returned (RFC 3461 §4.3), or its header section
     * @param eightBit whether the message has lines that are not ASCII
     * @param smtpUtf8 whether its header may not be ASCII either (RFC 6531)
     */
    public record Letter(
            MailAddress from,
            MailAddress to,
            Instant date,
            String id,
            boolean whole,
            boolean eightBit,
            boolean smtpUtf8) {}

    /** A report and what is around it. */
    public static ReportText of(Report report, Letter letter) {
        return new ReportText(report, letter);
    }

    /** What comes before the returned part. */
    public ByteBuffer before() {
        StringBuilder text = new StringBuilder();
        header(text);
        people(text);
        part(
                text,
                utf8() ? "message/global-delivery-status" : "message/delivery-status",
                utf8() ? EIGHT_BIT : SEVEN_BIT); // RFC 6533 §6.4
        status(text);
        part(text, returnedType(), encoded() ? BASE64 : utf8() || letter.eightBit() ? EIGHT_BIT : SEVEN_BIT);
        return octets(text);
    }

    /** What comes behind it. */
    public ByteBuffer after() {
        return octets(new StringBuilder("\r\n--").append(boundary()).append("--\r\n"));
    }

    /** Whether it needs SMTPUTF8 on its way (RFC 6533 §3, RFC 6531 §3.7.1). */
    public boolean utf8() {
        return !letter.to().isAscii();
    }

    /** Whether the returned part is to be written as base64: RFC 6533 §4.5. */
    public boolean encoded() {
        return letter.smtpUtf8() && !utf8();
    }

    /** Whether there is anything in it that is not ASCII. */
    public boolean eightBit() {
        return utf8() || letter.eightBit() && !encoded();
    }

    private void header(StringBuilder text) {
        field(text, "From", "Mail Delivery System <" + letter.from() + ">");
        field(text, "To", "<" + letter.to() + ">");
        field(text, "Subject", report.action().subject());
        field(text, "Date", date(letter.date()));
        field(text, "Message-ID", "<" + letter.id() + "@" + report.reportingHost() + ">");
        field(text, "Auto-Submitted", "auto-replied"); // RFC 3834 §5
        field(text, "MIME-Version", "1.0");
        field(
                text,
                "Content-Type",
                "multipart/report; report-type=delivery-status;\r\n\tboundary=\"" + boundary() + "\"");
        text.append("\r\n");
    }

    /** RFC 6522 §3 (1): for people. */
    private void people(StringBuilder text) {
        StringBuilder words = new StringBuilder();
        words(words);
        boolean ascii = words.chars().allMatch(c -> c < 0x80);
        part(text, "text/plain; charset=utf-8", ascii ? SEVEN_BIT : utf8() ? EIGHT_BIT : BASE64);
        text.append(
                ascii || utf8()
                        ? words
                        : Base64.getMimeEncoder()
                                .encodeToString(words.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void words(StringBuilder text) {
        text.append("This is the mail server of ")
                .append(report.reportingHost())
                .append(".\r\n\r\n");
        text.append("Your message ").append(report.action().sentence()).append(":\r\n");
        for (Report.Fate fate : report.recipients()) {
            text.append("\r\n  <").append(fate.address()).append(">\r\n");
            text.append("    ").append(plain(fate.said())).append("\r\n");
            fate.retryUntil()
                    .ifPresent(until -> text.append("    It is tried until ")
                            .append(date(until))
                            .append(".\r\n"));
        }
        text.append("\r\nThe text below says the same for programs");
        text.append(
                letter.whole() ? ", and your message follows.\r\n" : ", and the header of your message follows.\r\n");
    }

    // RFC 3464 §2.1: delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )
    private void status(StringBuilder text) {
        report.envelopeId().ifPresent(id -> field(text, "Original-Envelope-Id", id));
        field(text, "Reporting-MTA", nameType(report.reportingHost()) + "; " + report.reportingHost());
        field(text, "Arrival-Date", date(report.arrived()));
        report.held().ifPresent(request -> field(text, "Future-Release-Request", request));
        report.deliverBy().ifPresent(by -> field(text, "Deliver-By-Date", date(by)));
        for (Report.Fate fate : report.recipients()) {
            text.append("\r\n");
            fate.recipient()
                    .request(RecipientRequest.OriginalRecipient.class)
                    .ifPresent(
                            original -> field(text, "Original-Recipient", original.type() + ";" + address(original)));
            String address = fate.address().toString();
            // RFC 6533 §3: utf-8 is a type of addresses
            field(text, "Final-Recipient", fate.address().isAscii() ? "rfc822;" + address : "utf-8;" + utf8(address));
            field(text, "Action", fate.action().word());
            field(text, "Status", fate.status());
            fate.server().ifPresent(server -> {
                field(text, "Remote-MTA", "dns; " + domain(server));
                field(text, "Diagnostic-Code", "smtp; " + plain(fate.said()));
            });
            fate.lastAttempt().ifPresent(time -> field(text, "Last-Attempt-Date", date(time)));
            fate.retryUntil().ifPresent(until -> field(text, "Will-Retry-Until", date(until)));
        }
    }

    // RFC 3461 §9.3: a server that is known by its number is named by a domain-literal
    private static String domain(String server) {
        if (server.contains(":")) {
            return "[IPv6:" + server + "]";
        }
        return server.matches("[0-9.]+") ? "[" + server + "]" : server;
    }

    // RFC 3461 §6.3 and §9.3: what the DNS cannot know has another type
    private static String nameType(String host) {
        return host.contains(".") || host.startsWith("[") ? "dns" : "x-local-hostname";
    }

    // RFC 6533 §3: native in message/global-delivery-status, and ASCII in message/delivery-status
    private String address(RecipientRequest.OriginalRecipient original) {
        return original.type().equalsIgnoreCase("utf-8") ? utf8(original.address()) : original.address();
    }

    private String utf8(String address) {
        return utf8() ? address : Unitext.encode(address, true);
    }

    private void part(StringBuilder text, String type, String encoding) {
        text.append("\r\n--")
                .append(boundary())
                .append("\r\nContent-Type: ")
                .append(type)
                .append("\r\n");
        text.append(encoding.isEmpty() ? "\r\n" : "Content-Transfer-Encoding: " + encoding + "\r\n\r\n");
    }

    private String returnedType() {
        if (letter.whole()) {
            return utf8() || encoded() ? "message/global" : "message/rfc822"; // which has no base64: RFC 2046 §5.2.1
        }
        return utf8() || encoded() ? "message/global-headers" : "text/rfc822-headers";
    }

    /** It holds the id, which no message can know that was there before. */
    private String boundary() {
        return "=_" + letter.id();
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** What a server said may be anything, and is quoted as printable ASCII on one line. */
    private static String plain(String said) {
        String bounded = said.length() > LINE ? said.substring(0, LINE) : said;
        return bounded.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static String date(Instant instant) {
        return DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static ByteBuffer octets(StringBuilder text) {
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
