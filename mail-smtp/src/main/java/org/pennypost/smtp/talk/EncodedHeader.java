package org.pennypost.smtp.talk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.message.AddressListWriter;
import org.pennypost.core.message.EncodedWords;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.text.SyntaxException;

/**
 * The header of a submission in which octets beyond ASCII stand although nobody has said SMTPUTF8: scripts, scanners and
 * old programs write the names and subjects of their users so. As no other server has to take that (RFC 5322 §2.2), text
 * becomes encoded words (RFC 2047 §5) before anything is signed; fields in ASCII stay as they are.
 *
 * <p>The octets are read as UTF-8 or else as ISO 8859-1, as they are for everybody who reads mail here. A parameter
 * gets a charset (RFC 2231 §4), if it is in UTF-8. An address that is not in ASCII cannot be said in another way.
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

    /** What else has a grammar in which no word is free text, or none whose change would help anybody. */
    private static final Set<String> STRUCTURED = Set.of(
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

    /** The fields and, if there is one, the blank line; empty if that takes SMTPUTF8 (RFC 6531 §3.4). */
    static Optional<byte[]> of(Header header) {
        StringBuilder text = new StringBuilder();
        for (HeaderField field : header) {
            String whole = StandardCharsets.ISO_8859_1.decode(field.octets()).toString();
            Optional<String> ascii = isAscii(whole) ? Optional.of(whole) : field(field);
            if (ascii.isEmpty()) {
                return Optional.empty();
            }
            text.append(ascii.get());
        }
        text.append(header.hasBlankLine() ? "\r\n" : "");
        return Optional.of(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String> field(HeaderField field) {
        String name = field.name();
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !isAscii(name) || STRUCTURED.contains(lowerCase)) {
            return Optional.empty();
        }
        if (WITH_PARAMETERS.contains(lowerCase)) {
            FoldedField folded = new FoldedField(name);
            boolean done = new EncodedParameters(folded).add(field.value().toString());
            return done ? Optional.of(folded.toString()) : Optional.empty();
        }
        // RFC 5322 §3.6.8: what is not known is unstructured
        Optional<String> value = ADDRESSES.contains(lowerCase)
                ? addresses(field)
                : Optional.of(EncodedWords.encode(field.text(), name.length() + 2));
        return value.map(ascii -> line(name, ascii));
    }

    /** A field with its line end. */
    static String line(String name, String value) {
        return name + (fits(name, value) ? ": " : ":\r\n ") + value + "\r\n";
    }

    // RFC 2047 §2: 76 octets to a line with an encoded word
    private static boolean fits(String name, String value) {
        int firstLine = value.indexOf('\r');
        return name.length() + 2 + (firstLine < 0 ? value.length() : firstLine) <= EncodedWords.MAX_LINE
                || firstLine == 0;
    }

    /** Of a list that is too long to be read whole, or in which no address is found, nothing may be lost. */
    private static Optional<String> addresses(HeaderField field) {
        int most = MessageLimits.DEFAULTS.addresses();
        List<HeaderAddress> list = field.addresses(most);
        try {
            return !list.isEmpty() && list.size() < most
                    ? Optional.of(AddressListWriter.write(list, EncodedHeader::mailbox))
                    : Optional.empty();
        } catch (SyntaxException notAscii) {
            return Optional.empty();
        }
    }

    private static String mailbox(HeaderAddress.Individual one) {
        LocalPart local = new LocalPart(one.localPart().toString());
        Host host = Host.parse(one.domain().toString(), Repertoire.ASCII);
        if (!local.isAscii()) {
            throw new SyntaxException("not ASCII");
        }
        return AddressListWriter.mailbox(one.name(), new MailAddress(local, host).toString());
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
