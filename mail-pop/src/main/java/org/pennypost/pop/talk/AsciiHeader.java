package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pennypost.core.message.AddressListWriter;
import org.pennypost.core.message.EncodedWords;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.RawText;

/** A header in which what is not ASCII is said in another way, or not at all: RFC 6858 §2. */
final class AsciiHeader {
    /** RFC 6858 §2.1: nobody has this address. */
    private static final String NOBODY = "<invalid@internationalized-address.invalid>";

    private static final Set<String> ADDRESSES = Set.of(
            "bcc",
            "cc",
            "from",
            "reply-to",
            "resent-bcc",
            "resent-cc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "return-path",
            "sender",
            "to");
    private static final Set<String> WITH_PARAMETERS = Set.of("content-type", "content-disposition");

    private final Header header;

    AsciiHeader(Header header) {
        this.header = header;
    }

    /** The fields and, if there is one, the blank line. */
    byte[] octets() {
        StringBuilder text = new StringBuilder();
        for (HeaderField field : header) {
            String whole = StandardCharsets.ISO_8859_1.decode(field.octets()).toString();
            text.append(isAscii(whole) ? whole : field(field, field.name().strip()));
        }
        return text.append(header.hasBlankLine() ? "\r\n" : "").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The field in ASCII; empty if it goes. */
    private static String field(HeaderField field, String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        String value = "";
        if (lowerCase.equals("subject")) {
            value = EncodedWords.encode(EncodedWords.decode(field.value())); // RFC 6858 §2.3
        } else if (ADDRESSES.contains(lowerCase)) {
            value = addresses(field);
        } else if (WITH_PARAMETERS.contains(lowerCase)) {
            value = withoutParameters(field.value());
        }
        return value.isEmpty() || !isAscii(name) ? "" : name + ": " + value + "\r\n"; // RFC 6858 §2.4
    }

    /** RFC 6858 §2.1: names are encoded, and of an address that is not ASCII only the sight is left. */
    private static String addresses(HeaderField field) {
        return AddressListWriter.write(field.addresses(MessageLimits.DEFAULTS.addresses()), AsciiHeader::individual);
    }

    private static String individual(HeaderAddress.Individual one) {
        String address = utf8(one.localPart()) + "@" + utf8(one.domain());
        if (!isAscii(address) || one.localPart().isEmpty() || address.matches(".*[ \"(),:;<>\\\\\\[\\]].*")) {
            String seen = one.name().isAbsent() ? address : EncodedWords.decode(one.name()) + " " + address;
            return AddressListWriter.phrase(seen) + " " + NOBODY;
        }
        return AddressListWriter.mailbox(one.name(), address);
    }

    /** RFC 6858 §2.2: parameters that are not ASCII go; those in quotes may hold semicolons. */
    private static String withoutParameters(RawText value) {
        String text = StandardCharsets.ISO_8859_1.decode(value.octets()).toString();
        List<String> kept = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ';' && !quoted) {
                String part = text.substring(start, i).strip();
                if (isAscii(part) && !part.isEmpty()) {
                    kept.add(part);
                }
                start = i + 1;
            } else if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == '\\' && quoted) {
                i++;
            }
        }
        return String.join(";\r\n ", kept);
    }

    private static String utf8(RawText text) {
        return StandardCharsets.UTF_8.decode(text.octets()).toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
