package org.pennypost.server.pulling;

import java.util.List;

/** A piece of an answer, RFC 9051 §9. */
sealed interface Item {
    /** An atom, a number, a string or a literal: its octets, each a character. */
    record Text(String value) implements Item {}

    /** What stands between parentheses. */
    record Listed(List<Item> items) implements Item {
        public Listed {
            items = List.copyOf(items);
        }
    }

    /** Its text; that of a list is empty. */
    default String text() {
        return this instanceof Text text ? text.value() : "";
    }

    /** What it lists; nothing if it is no list. */
    default List<Item> items() {
        return this instanceof Listed listed ? listed.items() : List.of();
    }
}
