package org.pennypost.imap.talk;

import java.util.Optional;

/** A language in which we speak to people: RFC 5255 §3. */
enum Language {
    /** RFC 5255 §3.1: English that anybody can read, until the client asks for something else. */
    DEFAULT("i-default"),
    /** English. */
    ENGLISH("en"),
    /** Chinese. */
    CHINESE("zh") {
        @Override
        String say(String english) {
            return ChineseTexts.say(english);
        }

        @Override
        String fault(String english) {
            return ChineseTexts.knows(english) ? english : Texts.NOT_IN_GRAMMAR;
        }
    };

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** Its tag, RFC 5255 §3.3. */
    String tag() {
        return tag;
    }

    /** A text of {@link Texts} in this language. */
    String say(String english) {
        return english;
    }

    /** The text that {@link #say} is to say of what is wrong with a command: details of grammar are in English only. */
    String fault(String english) {
        return english;
    }

    /**
     * The language for a range: RFC 5255 §3.2, RFC 4647, where what stands behind the last hyphen matters least.
     *
     * @param range such as {@code zh-CN}, or {@code default}
     */
    static Optional<Language> of(String range) {
        if (range.equalsIgnoreCase("default")) {
            return Optional.of(DEFAULT);
        }
        for (String wanted = range; !wanted.isEmpty(); wanted = shorter(wanted)) {
            for (Language language : values()) {
                if (language.tag.equalsIgnoreCase(wanted)) {
                    return Optional.of(language);
                }
            }
        }
        return Optional.empty();
    }

    private static String shorter(String range) {
        return range.substring(0, Math.max(0, range.lastIndexOf('-')));
    }
}
