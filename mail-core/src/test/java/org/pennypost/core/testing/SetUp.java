package org.pennypost.core.testing;

import java.util.List;

/**
 * A line at the top of a dialogue that says what there is before it begins.
 *
 * @param line its number in the file
 * @param name what is set up, without the {@code @}
 * @param words its arguments
 * @param text the block below it, with CRLF line ends; empty if it has none
 */
public record SetUp(int line, String name, List<String> words, String text) {
    public SetUp {
        words = List.copyOf(words);
    }

    /** One of the arguments, counted from 0. */
    String word(int index) {
        if (index >= words.size()) {
            throw new IllegalArgumentException("line " + line + ": @" + name + " needs more arguments");
        }
        return words.get(index);
    }
}
