package org.pennypost.core.message;

import java.util.List;
import java.util.Optional;

/**
 * A parameter of a content type or disposition, its continuations joined (RFC 2045 §5.1, RFC 2231 §3).
 *
 * <p>A name that ends in {@code *} marks an extended value (RFC 2231 §4), {@code charset'language'text} with
 * {@code %} escapes, as in {@code filename*}. {@link #text} decodes it, which RFC 9051 §7.5.2 wants of BODYSTRUCTURE and
 * RFC 3501 §7.4.2 does not know. Immutable.
 *
 * @param name the attribute as it was written, without the numbers of continuations
 * @param value the octets of the value, without quotes and backslashes
 */
public record Parameter(String name, RawText value) {

    /** The first of a name, extended or not, letter case aside. A loop, since each part of each message asks. */
    static Optional<Parameter> first(List<Parameter> parameters, String name) {
        for (Parameter parameter : parameters) {
            if (parameter.plainName().equalsIgnoreCase(name)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    /** Whether the value says its charset and language. */
    public boolean isExtended() {
        return name.endsWith("*");
    }

    /** The name without the mark of an extended value. */
    public String plainName() {
        return isExtended() ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * The value as text: an extended one decoded (RFC 2231 §4), else its encoded words decoded, which RFC 2047 §5
     * forbids in parameters and many senders write.
     */
    public String text() {
        return isExtended() ? ExtendedValue.decode(value) : value.decoded();
    }
}
