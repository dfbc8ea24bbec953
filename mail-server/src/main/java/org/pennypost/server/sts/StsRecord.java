package org.pennypost.server.sts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TXT record that says that there is a policy, and which: RFC 8461 §3.1. */
final class StsRecord {
    private static final String VERSION = "v=STSv1";
    private static final Pattern ID = Pattern.compile("id=([A-Za-z0-9]{1,32})");
    private static final Pattern EXTENSION =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\\x21-\\x3A\\x3C\\x3E-\\x7E]+");

    private StsRecord() {}

    /** The id of the policy; empty if there is no record, more than one, or one that is wrong. */
    static Optional<String> id(List<String> texts) {
        List<String> own = texts.stream()
                .filter(text -> text.matches(VERSION + "[ \t]*;.*"))
                .toList();
        return own.size() == 1 ? parse(own.get(0)) : Optional.empty();
    }

    // RFC 8461 §3.1: sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
    private static Optional<String> parse(String text) {
        Optional<String> id = Optional.empty();
        for (String field : text.substring(text.indexOf(';') + 1).split("[ \t]*;[ \t]*")) {
            String stripped = field.strip();
            Matcher matcher = ID.matcher(stripped);
            if (matcher.matches()) {
                id = id.isPresent() ? id : Optional.of(matcher.group(1));
            } else if (!EXTENSION.matcher(stripped).matches() || stripped.startsWith("id=")) {
                return Optional.empty();
            }
        }
        return id;
    }
}
