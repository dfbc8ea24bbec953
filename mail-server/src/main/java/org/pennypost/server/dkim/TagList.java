package org.pennypost.server.dkim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;

/**
 * Tags and their values, RFC 6376 §3.2: {@code tag-list = tag-spec *( ";" tag-spec ) [ ";" ]}. White space within
 * values is kept. Immutable.
 */
final class TagList {
    /** More than any field or record has. */
    private static final int MOST = 64;

    private final Map<String, String> tags;

    private TagList(Map<String, String> tags) {
        this.tags = tags;
    }

    /** @throws SyntaxException if it is no list of tags, or has one twice */
    static TagList parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        String[] specs = text.split(";", -1);
        for (int i = 0; i < specs.length; i++) {
            String spec = specs[i].strip();
            if (spec.isEmpty() && i == specs.length - 1) {
                break;
            }
            int equals = spec.indexOf('=');
            String name = equals < 0 ? "" : spec.substring(0, equals).strip();
            if (!isName(name) || i > MOST) {
                throw new SyntaxException("not a list of tags");
            }
            if (tags.put(name, spec.substring(equals + 1).strip()) != null) {
                throw new SyntaxException("a tag stands twice");
            }
        }
        return new TagList(tags);
    }

    Optional<String> value(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    /** The value without any white space, as base64 and lists of names may be folded anywhere. */
    Optional<String> compact(String tag) {
        return value(tag).map(value -> value.replaceAll("[ \t\r\n]", ""));
    }

    /** @throws SyntaxException if it is not there */
    String required(String tag) {
        return compact(tag).orElseThrow(() -> new SyntaxException("no tag " + tag));
    }

    /** Whether a tag is the first one. */
    boolean beginsWith(String tag) {
        return !tags.isEmpty() && tags.keySet().iterator().next().equals(tag);
    }

    // RFC 6376 §3.2: tag-name = ALPHA *ALNUMPUNC
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '_')
                && isLetter(name.charAt(0));
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
