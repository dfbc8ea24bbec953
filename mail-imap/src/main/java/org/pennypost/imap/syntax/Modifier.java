package org.pennypost.imap.syntax;

import java.util.List;

/**
 * A parameter that an extension may add to a command, not yet understood: RFC 4466 §2.1 ({@code select-param},
 * {@code create-param}), §2.4 ({@code fetch-modifier}), §2.5 ({@code store-modifier}).
 *
 * <p>CONDSTORE, QRESYNC and CREATE-SPECIAL-USE put theirs here. A command whose handler does not know a modifier must
 * be answered BAD. Immutable.
 *
 * @param name RFC 9051 §9 {@code tagged-ext-label}, in upper case
 * @param value what follows it
 */
public record Modifier(String name, Value value) {
    /** RFC 9051 §9 {@code tagged-ext-val}, or that there is none. */
    public sealed interface Value {}

    /** There is no value. */
    public record Absent() implements Value {}

    /** A number, a sequence set, an atom or a string. */
    public record Simple(String text) implements Value {}

    /** Values in parentheses. */
    public record Several(List<Value> values) implements Value {
        public Several {
            values = List.copyOf(values);
        }
    }
}
