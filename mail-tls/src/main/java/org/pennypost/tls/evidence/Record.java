package org.pennypost.tls.evidence;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An event as it was recorded.
 *
 * @param index its place in the log, from 0
 * @param text the octets that are hashed, as UTF-8
 */
public record Record(long index, String text) {
    /** Its octets, which are a leaf of the tree. */
    public byte[] octets() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What was done, such as {@code submission-accepted}. */
    public String kind() {
        return field("event").orElse("?");
    }

    /** One of its facts, if it has it. */
    public Optional<String> field(String name) {
        String key = name + ": ";
        int at = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
        if (at == 0 && !text.startsWith(key)) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        return Optional.of(text.substring(at + key.length(), end < 0 ? text.length() : end));
    }

    /** All its facts in their order. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return fields;
    }
}
