package org.pennypost.server.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A request, without its body, of which none is read.
 *
 * @param host whom it is for, without a port and in small letters; empty if it does not say
 * @param confidential whether it came through TLS
 */
record Request(String method, String path, String query, String host, boolean confidential) {
    /**
     * The request line.
     *
     * @return empty if it is none
     */
    static Optional<Request> parse(String line, boolean confidential) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].matches("HTTP/1\\.[0-9]") || !parts[1].startsWith("/")) {
            return Optional.empty();
        }
        int mark = parts[1].indexOf('?');
        String path = mark < 0 ? parts[1] : parts[1].substring(0, mark);
        String query = mark < 0 ? "" : parts[1].substring(mark + 1);
        return Optional.of(new Request(parts[0], path, query, "", confidential));
    }

    /** The same, and this is what a line of its head says. */
    Request with(String field) {
        int colon = field.indexOf(':');
        if (colon < 0 || !field.substring(0, colon).equalsIgnoreCase("Host") || !host.isEmpty()) {
            return this;
        }
        String name =
                field.substring(colon + 1).strip().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{0,5}$", "");
        return new Request(method, path, query, name, confidential);
    }

    boolean headOnly() {
        return method.equals("HEAD");
    }

    /** The first value of a name in its query; empty if there is none, or none that can be read. */
    Optional<String> parameter(String name) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            return "";
        }
    }
}
