package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report, read as RFC 6522 §3 and RFC 3464 §2 say, and no more generously. */
record ParsedReport(List<Map<String, String>> groups, String returned) {
    static ParsedReport of(String mail) {
        int end = mail.indexOf("\r\n\r\n");
        Map<String, String> header = fields(mail.substring(0, end + 2).replaceAll("\r\n[ \t]+", " "));
        String type = header.get("content-type");
        assertTrue(type.startsWith("multipart/report; report-type=delivery-status;"), type);
        assertEquals("auto-replied", header.get("auto-submitted"));
        String boundary = type.replaceAll(".*boundary=\"([^\"]+)\".*", "$1");
        String[] parts = mail.substring(end + 2).split("\r\n--" + boundary);
        assertEquals(5, parts.length, "preamble, three parts and the end");
        assertEquals("--\r\n", parts[4]);
        assertTrue(parts[1].startsWith("\r\nContent-Type: text/plain"), parts[1]);
        assertTrue(parts[2].startsWith("\r\nContent-Type: message/delivery-status\r\n\r\n"), parts[2]);
        List<Map<String, String>> groups = new ArrayList<>();
        for (String group : parts[2].substring(parts[2].indexOf("\r\n\r\n") + 4).split("\r\n\r\n")) {
            groups.add(fields(group));
        }
        return new ParsedReport(groups, parts[3].substring(parts[3].indexOf("\r\n\r\n") + 4));
    }

    int recipients() {
        return groups.size() - 1;
    }

    String message(String field) {
        return groups.get(0).get(field.toLowerCase(Locale.ROOT));
    }

    String recipient(int n, String field) {
        return groups.get(n + 1).get(field.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : text.split("\r\n")) {
            int colon = line.indexOf(": ");
            assertTrue(colon > 0, line);
            fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
        }
        return fields;
    }
}
