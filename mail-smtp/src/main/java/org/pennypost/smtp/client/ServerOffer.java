package org.pennypost.smtp.client;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server can do: the keywords of its reply to EHLO and their parameters, RFC 5321 §4.1.1.1. Immutable. */
final class ServerOffer {
    /** A server that knows HELO only. */
    static final ServerOffer NOTHING = new ServerOffer(Map.of());

    private static final Pattern RECIPIENTS = Pattern.compile("(?i)RCPTMAX=([1-9][0-9]{0,5})");

    private final Map<String, String> keywords;

    private ServerOffer(Map<String, String> keywords) {
        this.keywords = Map.copyOf(keywords);
    }

    /** What stands in the lines behind the first, which greets. */
    static ServerOffer of(ServerReply reply) {
        Map<String, String> keywords = new HashMap<>();
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            String[] words = line.strip().split("[ =]", 2); // some servers write AUTH=PLAIN
            keywords.putIfAbsent(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : "");
        }
        return new ServerOffer(keywords);
    }

    boolean has(String keyword) {
        return keywords.containsKey(keyword);
    }

    /** Whether a word stands among the parameters of a keyword. */
    boolean has(String keyword, String word) {
        String parameters = keywords.getOrDefault(keyword, "").toUpperCase(Locale.ROOT);
        return List.of(parameters.split(" +")).contains(word);
    }

    // RFC 9422 §4.2 and §3.7: from 1 to 999999; what is none is no limit
    /** How many recipients it takes at a time, as far as it tells. */
    int recipients() {
        return Stream.of(keywords.getOrDefault("LIMITS", "").split(" +"))
                .map(RECIPIENTS::matcher)
                .filter(Matcher::matches)
                .map(limit -> Integer.parseInt(limit.group(1)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    Set<String> keywords() {
        return keywords.keySet();
    }

    /** The number behind a keyword; 0 if there is none. */
    long number(String keyword) {
        String number = keywords.getOrDefault(keyword, "");
        return number.matches("[0-9]{1,9}") ? Long.parseLong(number) : 0;
    }

    /** The largest message, in octets (RFC 1870 §4); empty if there is no bound that it tells. */
    OptionalLong most() {
        String size = keywords.getOrDefault("SIZE", "");
        return size.matches("[0-9]{1,18}") && Long.parseLong(size) > 0
                ? OptionalLong.of(Long.parseLong(size))
                : OptionalLong.empty();
    }
}
