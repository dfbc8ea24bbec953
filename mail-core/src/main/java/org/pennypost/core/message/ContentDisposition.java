package org.pennypost.core.message;

import java.util.List;
import java.util.Optional;

/**
 * How a part is meant to be shown: RFC 2183 §2 {@code Content-Disposition}.
 *
 * <p>Immutable.
 *
 * @param type {@code inline}, {@code attachment} or another token, in the letter case of the message
 */
public record ContentDisposition(String type, List<Parameter> parameters) {
    /** The part has no such field. */
    public static final ContentDisposition ABSENT = new ContentDisposition("", List.of());

    public ContentDisposition {
        parameters = List.copyOf(parameters);
    }

    /** Whether the part has no such field. */
    public boolean isAbsent() {
        return type.isEmpty();
    }

    /** The first parameter of a name, extended or not, letter case aside. */
    public Optional<Parameter> parameter(String name) {
        return Parameter.first(parameters, name);
    }
}
