package org.pennypost.core.message;

import java.util.List;
import java.util.Optional;

/**
 * A media type with its parameters: RFC 2045 §5.1 {@code Content-Type}.
 *
 * <p>Type and subtype are tokens in the letter case of the message and are compared without it. Immutable.
 */
public record ContentType(String type, String subtype, List<Parameter> parameters) {
    /** RFC 2045 §5.2: what a part without the field is. */
    public static final ContentType TEXT_PLAIN =
            new ContentType("text", "plain", List.of(new Parameter("charset", RawText.of("us-ascii"))));
    /** RFC 2046 §5.1.5: what a part of a digest without the field is. */
    public static final ContentType MESSAGE_RFC822 = new ContentType("message", "rfc822", List.of());
    /** RFC 2046 §4.5.1: what is not understood. */
    public static final ContentType OCTET_STREAM = new ContentType("application", "octet-stream", List.of());

    public ContentType {
        parameters = List.copyOf(parameters);
    }

    /** Whether this is the type, letter case aside. */
    public boolean is(String mediaType) {
        return type.equalsIgnoreCase(mediaType);
    }

    /** Whether this is the type and the subtype, letter case aside. */
    public boolean is(String mediaType, String mediaSubtype) {
        return is(mediaType) && subtype.equalsIgnoreCase(mediaSubtype);
    }

    /** Whether a part of this type holds a message: RFC 2046 §5.2.1, RFC 6532 §3.7. */
    public boolean isMessage() {
        return is("message", "rfc822") || is("message", "global");
    }

    /** The first parameter of a name, extended or not, letter case aside. */
    public Optional<Parameter> parameter(String name) {
        return Parameter.first(parameters, name);
    }
}
