package org.pennypost.pop.talk;

import java.util.List;
import java.util.Optional;

/** The languages that replies are given in, RFC 6856 §3.2. */
final class Languages {
    /** In the order in which LANG lists them. */
    static final List<Language> ALL = List.of(English.LANGUAGE, SimplifiedChinese.LANGUAGE);

    private Languages() {}

    /**
     * The language that a range means: one whose tag it is or begins, else the same for the range without its last part,
     * so that {@code en-GB} finds {@code en}.
     */
    static Optional<Language> matching(String range) {
        for (String shorter = range; !shorter.isEmpty(); shorter = shortened(shorter)) {
            for (Language language : ALL) {
                if (language.matches(shorter)) {
                    return Optional.of(language);
                }
            }
        }
        return Optional.empty();
    }

    private static String shortened(String range) {
        return range.substring(0, Math.max(0, range.lastIndexOf('-')));
    }
}
