package org.pennypost.server.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.MailSignature;
import org.pennypost.tls.evidence.Record;

/** The text of a receipt: the event, signed as S/MIME (RFC 8551) by the one who signs the log. Immutable. */
record ReceiptLetter(EvidenceKeys keys, String postmaster) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder();

    /**
     * Writes one.
     *
     * @param kind what the receipt is of, as in {@link Receipts}
     * @param event what happened
     * @param id the queue id of the receipt itself
     */
    byte[] of(String kind, Awaited message, Record event, String id, Instant now) {
        byte[] entity = entity(kind, message, event);
        String boundary = "receipt-" + id;
        String before = new LetterHead(postmaster).of(message.sender(), "Receipt: " + kind, id, now, "auto-replied")
                + (message.messageId().isEmpty() ? "" : "In-Reply-To: " + message.messageId() + "\r\n")
                + "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                + " micalg=sha-256; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n";
        String after = "\r\n--" + boundary
                + "\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n"
                + LINES.encodeToString(MailSignature.of(entity, now, keys)) + "\r\n--" + boundary + "--\r\n";
        return (before + new String(entity, US_ASCII) + after).getBytes(UTF_8);
    }

    /** In base64: what is signed passes every server as it is. */
    private static byte[] entity(String kind, Awaited message, Record event) {
        String text = "Your message " + message.messageId() + " (" + message.queueId() + ") was " + kind
                + ". This is event " + event.index() + " of the evidence of this server:\r\n\r\n"
                + event.text().replace("\n", "\r\n");
        return ("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + LINES.encodeToString(text.getBytes(UTF_8)) + "\r\n")
                .getBytes(US_ASCII);
    }
}
