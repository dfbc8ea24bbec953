package org.pennypost.server.imap;

import java.util.HashMap;
import java.util.Map;

/**
 * The strings of a FETCH response (RFC 9051 §7.5.2) by their items; texts are octets, one for each character. Strict:
 * whatever is no item with a number, string or literal behind it is an error.
 */
final class Fetched {
    private final String response;
    private int at;

    private Fetched(String response) {
        this.response = response;
        this.at = response.indexOf("(") + 1;
    }

    static Map<String, String> of(String response) {
        Fetched reader = new Fetched(response);
        Map<String, String> items = new HashMap<>();
        do {
            String item = reader.item();
            items.put(item, reader.value());
        } while (reader.skip(' '));
        if (!reader.response.startsWith(")\r\n", reader.at)) {
            throw new AssertionError("no end at " + reader.rest());
        }
        return items;
    }

    private String item() {
        int from = at;
        boolean inside = false;
        while (inside || response.charAt(at) != ' ') {
            inside = response.charAt(at) == '[' || inside && response.charAt(at) != ']';
            at++;
        }
        return response.substring(from, at++);
    }

    private String value() {
        if (skip('{')) {
            int end = response.indexOf("}\r\n", at);
            int octets = Integer.parseInt(response.substring(at, end));
            at = end + 3 + octets;
            return response.substring(end + 3, at);
        } else if (skip('"')) {
            int from = at;
            while (response.charAt(at) != '"') {
                at += response.charAt(at) == '\\' ? 2 : 1;
            }
            return response.substring(from, at++).replaceAll("\\\\(.)", "$1");
        }
        int from = at;
        while (response.charAt(at) != ' ' && response.charAt(at) != ')') {
            at++;
        }
        return response.substring(from, at);
    }

    private boolean skip(char wanted) {
        boolean there = response.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private String rest() {
        return response.substring(at, Math.min(response.length(), at + 40));
    }
}
