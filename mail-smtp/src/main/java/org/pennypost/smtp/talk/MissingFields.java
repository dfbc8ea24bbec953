package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.delivery.Envelope;

/**
 * The header fields that a submission lacks, RFC 6409 §8: they go between the trace header and the message, so that
 * the message itself stays as it was sent. What has no header at all gets one, or at least a blank line above it.
 */
final class MissingFields {
    private static final byte[] BLANK_LINE = {'\r', '\n'};

    private MissingFields() {}

    static ByteBuffer of(SmtpSetup setup, Envelope envelope, HeaderWatch header) {
        if (!setup.submitted(envelope.origin())) {
            // RFC 5322 §2.1: what is no header section is body, which nobody would see among the trace fields
            return ByteBuffer.wrap(BLANK_LINE, 0, header.text() ? BLANK_LINE.length : 0);
        }
        StringBuilder fields = new StringBuilder();
        // RFC 6409 §8.2
        if (!header.date()) {
            fields.append("Date: ")
                    .append(TraceHeader.dateTime(envelope.origin().received(), setup.zone()))
                    .append("\r\n");
        }
        // RFC 6409 §8.3
        if (!header.messageId()) {
            fields.append("Message-ID: <")
                    .append(envelope.id())
                    .append('@')
                    .append(setup.surroundings().hostName())
                    .append(">\r\n");
        }
        // RFC 5322 §3.6: the other field that no message lacks
        if (!header.from()) {
            envelope.reversePath()
                    .address()
                    .ifPresent(sender -> fields.append("From: ").append(sender).append("\r\n"));
        }
        // RFC 5322 §2.1: a blank line parts header and body
        if (header.fields() == 0) {
            fields.append("\r\n");
        }
        return ByteBuffer.wrap(fields.toString().getBytes(StandardCharsets.UTF_8));
    }
}
