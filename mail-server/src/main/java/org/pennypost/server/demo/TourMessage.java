package org.pennypost.server.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The message of the tour, and the check that what comes back is what was sent.
 *
 * <p>A server puts trace fields before a message and changes nothing below them (RFC 5321 §4.4).
 */
final class TourMessage {
    private final byte[] octets;

    private TourMessage(byte[] octets) {
        this.octets = octets;
    }

    /** The message that is checked in as a file: several parts, an attachment, header fields beyond ASCII. */
    static TourMessage load() throws IOException {
        try (InputStream file = TourMessage.class.getResourceAsStream("message.eml")) {
            if (file == null) {
                throw new IOException("message.eml is missing from the jar");
            }
            return new TourMessage(file.readAllBytes());
        }
    }

    int size() {
        return octets.length;
    }

    /** The message as DATA wants it, the final dot included (RFC 5321 §4.5.2). */
    byte[] stuffed() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean lineStart = true;
        for (byte octet : octets) {
            if (lineStart && octet == '.') {
                text.write('.');
            }
            text.write(octet);
            lineStart = octet == '\n';
        }
        text.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        return text.toByteArray();
    }

    /** Checks a message that came back. */
    void check(byte[] got, Transcript transcript, String how) throws IOException {
        int trace = got.length - octets.length;
        if (trace < 0 || !Arrays.equals(octets, 0, octets.length, got, trace, got.length)) {
            throw new IOException("the message that came back by " + how + " is not the one that was sent");
        }
        for (String line : new String(got, 0, trace, StandardCharsets.US_ASCII).split("\r\n")) {
            if (!line.isEmpty() && !line.matches("(Return-Path:|Received:|Delivered-To:|[ \t]).*")) {
                throw new IOException("an unexpected field above the message: " + line);
            }
        }
        transcript.checked(
                how + ": " + octets.length + " octets as they were sent, below " + trace + " octets of trace fields");
    }

    /** Checks one part of the message, which must be this slice of it. */
    void checkPart(byte[] part, Transcript transcript, String how) throws IOException {
        String whole = new String(octets, StandardCharsets.ISO_8859_1);
        if (part.length == 0 || !whole.contains(new String(part, StandardCharsets.ISO_8859_1))) {
            throw new IOException("the part that came back by " + how + " is not in the message");
        }
        transcript.checked(how + ": a part of " + part.length + " octets without the rest of the message");
    }
}
