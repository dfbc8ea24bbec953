package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.message.EncodedWords;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;

/**
 * The header of a submission in ASCII, for clients that write UTF-8 into it and do not say SMTPUTF8: RFC 6409 §8.
 *
 * <p>Command-line mailers and programs that send notices do so. Text becomes encoded words (RFC 2047 §5), a parameter
 * is encoded (RFC 2231 §4). Fields in ASCII stay as they are, octet for octet. An address that is not ASCII cannot be
 * said in another way, nor can a message identifier; what is not UTF-8 could mean anything.
 */
final class EncodedHeader {
    private static final Set<String> ADDRESSES = Set.of(
            "bcc",
            "cc",
            "disposition-notification-to",
            "from",
            "mail-followup-to",
            "reply-to",
            "resent-bcc",
            "resent-cc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "return-receipt-to",
            "sender",
            "to");
    private static final Set<String> WITH_PARAMETERS = Set.of("content-disposition", "content-type");
    /** Fields that have no place for text. */
    private static final Set<String> WITHOUT_TEXT = Set.of(
            "content-id",
            "content-transfer-encoding",
            "date",
            "dkim-signature",
            "in-reply-to",
            "message-id",
            "mime-version",
            "received",
            "references",
            "resent-date",
            "resent-message-id",
            "return-path");

    private EncodedHeader() {}

    /** The section with its blank line, if it has one; empty if there is no way to say it in ASCII. */
    static Optional<ByteBuffer> of(Header header) {
        StringBuilder text = new StringBuilder();
        for (HeaderField field : header) {
            Optional<String> utf8 = utf8(field.octets());
            Optional<String> ascii = utf8.filter(EncodedHeader::isAscii).or(() -> utf8.flatMap(any -> encoded(field)));
            if (ascii.isEmpty()) {
                return Optional.empty();
            }
            text.append(ascii.get());
        }
        int fields = header.size() == 0
                ? 0
                : (int) header.field(header.size() - 1).extent().end();
        ByteBuffer blankLine = header.octets().position(fields);
        text.append(StandardCharsets.US_ASCII.decode(blankLine));
        return Optional.of(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static Optional<String> encoded(HeaderField field) {
        String name = field.name();
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !isAscii(name) || WITHOUT_TEXT.contains(lowerCase)) {
            return Optional.empty();
        }
        FoldedField folded = new FoldedField(name);
        boolean done = true;
        if (ADDRESSES.contains(lowerCase)) {
            done = new EncodedAddresses(folded).add(field);
        } else if (WITH_PARAMETERS.contains(lowerCase)) {
            done = new EncodedParameters(folded).add(field.value().toString());
        } else {
            folded.words(EncodedWords.encode(EncodedWords.decode(field.value())));
        }
        return done ? Optional.of(folded.toString()) : Optional.empty();
    }

    private static Optional<String> utf8(ByteBuffer octets) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException otherwise) {
            return Optional.empty();
        }
    }
}
