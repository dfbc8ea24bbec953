package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of the recorded answers: lists, maps, longs, and strings with one character for each octet.
 *
 * <p>Two wrappers of the record are taken off: {@code {"t": [...]}} is a list, {@code {"b64": "..."}} is a string.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new Json(text).value();
    }

    private Object value() {
        space();
        char c = text.charAt(at);
        if (c == '{') {
            return unwrap(map());
        }
        if (c == '[') {
            return list();
        }
        if (c == '"') {
            return new String(string().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        int from = at;
        while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return word.equals("null") ? null : Long.valueOf(word);
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        while (!closes('}')) {
            space();
            String key = string();
            space();
            at++; // the colon
            map.put(key, value());
        }
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        while (!closes(']')) {
            list.add(value());
        }
        return list;
    }

    private boolean closes(char bracket) {
        space();
        if (text.charAt(at) == ',') {
            at++;
            space();
        }
        if (text.charAt(at) != bracket) {
            return false;
        }
        at++;
        return true;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = text.charAt(++at);
            if (escaped == 'u') {
                value.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                int known = "btnfr".indexOf(escaped);
                value.append(known < 0 ? escaped : "\b\t\n\f\r".charAt(known));
            }
        }
        at++;
        return value.toString();
    }

    private void space() {
        while (text.charAt(at) == ' ') {
            at++;
        }
    }

    private static Object unwrap(Map<String, Object> map) {
        if (map.containsKey("t")) {
            return map.get("t");
        }
        if (map.containsKey("b64")) {
            byte[] octets = Base64.getDecoder().decode((String) map.get("b64"));
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
        return map;
    }
}
