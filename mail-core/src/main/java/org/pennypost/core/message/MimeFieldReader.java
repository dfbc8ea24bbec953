package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.text.OctetSet;

/** Reads the {@code Content-} fields of a header; of a field that occurs more than once the first one counts. */
final class MimeFieldReader {
    private static final OctetSet BLANK = OctetSet.of(" \t\r\n");
    private static final OctetSet NO_BLANK = OctetSet.range(0, 0xFF).without(" \t\r\n");
    /** RFC 2045 §5.1 {@code token}. */
    static final OctetSet TOKEN = OctetSet.VCHAR.without("()<>@,;:\\\"/[]?=");

    private final MessageLimits limits;

    MimeFieldReader(MessageLimits limits) {
        this.limits = limits;
    }

    MimeFields read(Header header, ContentType defaultType) {
        return new MimeFields(
                header.first("Content-Type")
                        .map(field -> contentType(field.value()))
                        .orElse(defaultType),
                header.first("Content-Transfer-Encoding")
                        .flatMap(MimeFieldReader::encoding)
                        .orElse("7bit"),
                text(header, "Content-ID"),
                text(header, "Content-Description"),
                text(header, "Content-MD5"),
                header.first("Content-Disposition").map(this::disposition).orElse(ContentDisposition.ABSENT),
                header.first("Content-Language").map(this::languages).orElse(List.of()),
                header.first("Content-Location")
                        .map(field -> location(field.value()))
                        .orElse(RawText.ABSENT));
    }

    private static RawText text(Header header, String name) {
        return header.first(name).map(HeaderField::value).orElse(RawText.ABSENT);
    }

    // RFC 2045 §5.1: content := "Content-Type" ":" type "/" subtype *(";" parameter); §5.2: else text/plain
    private ContentType contentType(RawText value) {
        HeaderScanner in = new HeaderScanner(value);
        Optional<String> type = token(in);
        if (type.isEmpty() || !in.skip('/')) {
            return ContentType.TEXT_PLAIN;
        }
        Optional<String> subtype = token(in);
        if (subtype.isEmpty()) {
            return ContentType.TEXT_PLAIN;
        }
        ContentType read = new ContentType(type.get(), subtype.get(), ParameterReader.read(in, limits.parameters()));
        // RFC 2046 §5.1.1 requires the boundary: a multipart without one is no multipart, and its text stays legible.
        return read.is("multipart") && !isBounded(read) ? ContentType.TEXT_PLAIN : read;
    }

    private static boolean isBounded(ContentType multipart) {
        return multipart
                .parameter("boundary")
                .filter(boundary -> !boundary.value().toString().isBlank())
                .isPresent();
    }

    // RFC 2045 §6.1: encoding := "Content-Transfer-Encoding" ":" mechanism; one token and nothing else
    private static Optional<String> encoding(HeaderField field) {
        HeaderScanner in = new HeaderScanner(field.value());
        return token(in).filter(token -> in.atEnd());
    }

    // RFC 2183 §2: disposition := "Content-Disposition" ":" disposition-type *(";" disposition-parm)
    private ContentDisposition disposition(HeaderField field) {
        HeaderScanner in = new HeaderScanner(field.value());
        return token(in)
                .map(type -> new ContentDisposition(type, ParameterReader.read(in, limits.parameters())))
                .orElse(ContentDisposition.ABSENT);
    }

    // RFC 3282 §2: Content-Language = "Content-Language" ":" [CFWS] Language-List [CFWS]
    private List<RawText> languages(HeaderField field) {
        HeaderScanner in = new HeaderScanner(field.value());
        List<RawText> tags = new ArrayList<>();
        do {
            Octets tag = new Octets(8);
            in.skipSpace();
            if (in.take(HeaderScanner.ATEXT, tag)) {
                tags.add(tag.toText());
            }
            in.skipSpace();
        } while (in.skip(',') && tags.size() < limits.parameters());
        return tags;
    }

    // RFC 2557 §4.2: the URI that labels the part, without the comments of RFC 5322 §3.2.2 around it. Parentheses in
    // it are its own; blanks too, unless quotes around all of it tell that it was folded (RFC 2557 §4.4.2).
    private static RawText location(RawText value) {
        HeaderScanner in = new HeaderScanner(value);
        Octets uri = new Octets(64);
        in.skipSpace();
        if (in.quotedString(uri)) {
            in.skipSpace();
            return in.atEnd() ? withoutBlanks(uri) : value;
        }
        while (in.take(NO_BLANK, uri)) {
            int end = uri.length();
            in.take(BLANK, uri);
            in.skipSpace();
            if (in.atEnd()) {
                uri.truncate(end);
            }
        }
        return uri.toText();
    }

    private static RawText withoutBlanks(Octets folded) {
        Octets uri = new Octets(folded.length());
        for (byte octet : folded.toArray()) {
            if (!BLANK.contains(octet & 0xFF)) {
                uri.append(octet);
            }
        }
        return uri.toText();
    }

    private static Optional<String> token(HeaderScanner in) {
        Octets token = new Octets(16);
        in.skipSpace();
        boolean found = in.take(TOKEN, token);
        in.skipSpace();
        return found ? Optional.of(new String(token.toArray(), StandardCharsets.US_ASCII)) : Optional.empty();
    }
}
