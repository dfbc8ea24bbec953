package org.pennypost.core.message;

import java.util.List;

/**
 * What the header of a part says about its body: the fields that start with {@code Content-}.
 *
 * <p>The type and the encoding are always there, by default {@link ContentType#TEXT_PLAIN} and {@code 7bit}
 * (RFC 2045 §5.2 and §6.1); what else is missing is absent or empty. Immutable.
 *
 * @param type RFC 2045 §5
 * @param encoding RFC 2045 §6, the token as it was written
 * @param id RFC 2045 §7
 * @param description RFC 2045 §8
 * @param md5 RFC 1864
 * @param disposition RFC 2183
 * @param languages RFC 3282
 * @param location RFC 2557 §4
 */
public record MimeFields(
        ContentType type,
        String encoding,
        RawText id,
        RawText description,
        RawText md5,
        ContentDisposition disposition,
        List<RawText> languages,
        RawText location) {

    /** What a part says that has no such field. */
    public static final MimeFields NONE = of(ContentType.TEXT_PLAIN);

    public MimeFields {
        languages = List.copyOf(languages);
    }

    /** Only a type. */
    public static MimeFields of(ContentType type) {
        return new MimeFields(
                type,
                "7bit",
                RawText.ABSENT,
                RawText.ABSENT,
                RawText.ABSENT,
                ContentDisposition.ABSENT,
                List.of(),
                RawText.ABSENT);
    }

    /** Reads them from a header; what is not understood has its default. */
    public static MimeFields of(Header header, MessageLimits limits) {
        return new MimeFieldReader(limits).read(header, ContentType.TEXT_PLAIN);
    }

    /** The same but for the type. */
    MimeFields withType(ContentType other) {
        return new MimeFields(other, encoding, id, description, md5, disposition, languages, location);
    }
}
