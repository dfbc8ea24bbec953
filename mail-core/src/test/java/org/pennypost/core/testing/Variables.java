package org.pennypost.core.testing;

import java.util.HashMap;
import java.util.Map;

/** What a run of a dialogue has captured, and the texts that the dialogue names. */
final class Variables {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    Variables(Iterable<SetUp> setUps) {
        for (SetUp setUp : setUps) {
            if (setUp.name().equals("text")) {
                texts.put(setUp.word(0), setUp.text());
            }
        }
    }

    boolean knows(String name) {
        return values.containsKey(name);
    }

    String value(String name) {
        if (!knows(name)) {
            throw new IllegalArgumentException("$" + name + " has not been captured yet");
        }
        return values.get(name);
    }

    void set(String name, String value) {
        values.put(name, value);
    }

    /** A text that an {@code @text} line names. */
    String text(String name) {
        if (!texts.containsKey(name)) {
            throw new IllegalArgumentException("there is no @text " + name);
        }
        return texts.get(name);
    }
}
