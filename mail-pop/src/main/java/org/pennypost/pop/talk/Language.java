package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.engine.Payload;

/**
 * A language that replies are given in, RFC 6856 §3: a text for every {@link Pop3Reply}. Each language has a file of its
 * own, whose texts are complete or the program does not start. Immutable.
 */
final class Language {
    private final String tag;
    private final String name;
    private final Map<Pop3Reply, String> texts;
    private final Map<Pop3Reply, Payload> replies = new EnumMap<>(Pop3Reply.class);
    private final Map<String, String> faults;
    private final Optional<String> anyFault;

    /**
     * A language.
     *
     * @param tag its language tag
     * @param name what it calls itself
     * @param texts what it says; numbers are inserted as {@link String#format} does
     * @param faults what it says for a fault of syntax that the parser words in English
     * @param anyFault what it says for the faults that are not there; empty to leave the parser's words
     */
    Language(
            String tag,
            String name,
            Map<Pop3Reply, String> texts,
            Map<String, String> faults,
            Optional<String> anyFault) {
        this.tag = tag;
        this.name = name;
        this.texts = new EnumMap<>(texts);
        this.faults = Map.copyOf(faults);
        this.anyFault = anyFault;
        for (Pop3Reply reply : Pop3Reply.values()) {
            if (!texts.containsKey(reply)) {
                throw new IllegalArgumentException(tag + " has no text for " + reply);
            }
            replies.put(reply, payload(reply.line(texts.get(reply))));
        }
    }

    String tag() {
        return tag;
    }

    /** The listing of RFC 6856 §3.2: the tag and the language's name for itself. */
    String listing() {
        return tag + " " + name;
    }

    Payload say(Pop3Reply reply) {
        return replies.get(reply);
    }

    /** A reply whose text has places for numbers. */
    Payload say(Pop3Reply reply, Object... values) {
        return payload(reply.line(String.format(Locale.ROOT, texts.get(reply), values)));
    }

    /** RFC 6856 §3.2: that this is the language now. */
    Payload chosen() {
        return payload(Pop3Reply.LANGUAGE.line(tag + " " + texts.get(Pop3Reply.LANGUAGE)));
    }

    /** The client's fault, which the parser words in English. */
    Payload fault(String english) {
        return payload("-ERR " + faults.getOrDefault(english, anyFault.orElse(english)) + "\r\n");
    }

    /** Whether a language range is this language's tag or begins it. */
    boolean matches(String range) {
        return tag.equalsIgnoreCase(range)
                || tag.length() > range.length()
                        && tag.charAt(range.length()) == '-'
                        && tag.regionMatches(true, 0, range, 0, range.length());
    }

    private static Payload payload(String line) {
        return new Payload.Octets(StandardCharsets.UTF_8.encode(line));
    }
}
