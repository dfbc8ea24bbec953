package org.pennypost.smtp.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered: RFC 5321 §4.2. Unlike what a server of ours says, this may have any text.
 *
 * @param code three digits, the first of them from 2 to 5
 * @param lines the text of each line, one or more
 */
public record ServerReply(int code, List<String> lines) {
    private static final Pattern STATUS = Pattern.compile("([245])\\.([0-9]{1,3})\\.([0-9]{1,3})(?: .*)?");

    public ServerReply {
        lines = List.copyOf(lines);
    }

    /** Whether it says yes (2yz), or go on (3yz). */
    public boolean positive() {
        return code < 400;
    }

    /** Whether trying again may help: 4yz. */
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /**
     * The enhanced status code, RFC 3463 §2: the one that the server gave (RFC 2034 §4), or the general one of the
     * reply's class.
     */
    public String status() {
        int kind = code / 100;
        Matcher matcher = STATUS.matcher(lines.get(0));
        boolean given = matcher.matches() && matcher.group(1).equals(String.valueOf(kind));
        return given ? kind + "." + matcher.group(2) + "." + matcher.group(3) : kind + ".0.0";
    }

    /** One line for logs and reports. */
    @Override
    public String toString() {
        return code + " " + String.join(" ", lines);
    }
}
