package org.pennypost.smtp.client;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server can do: the keywords of its reply to EHLO and their parameters, RFC 5321 §4.1.1.1. Immutable. */
final class ServerOffer {
    /** A server that knows HELO only. */
    static final ServerOffer NOTHING = new ServerOffer(Map.of());

    private static final Pattern LIMIT = Pattern.compile("([A-Z]+)=([1-9][0-9]{0,5})");

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

    // RFC 9422 §4.1: MAILMAX
    /** How many transactions it takes over one connection, as far as it tells. */
    int transactions() {
        return limit("MAILMAX");
    }

    // RFC 9422 §4.2: RCPTMAX
    /** How many recipients it takes at a time, as far as it tells. */
    int recipients() {
        return limit("RCPTMAX");
    }

    // RFC 9422 §4.3: RCPTDOMAINMAX
    /** How many domains the recipients of one connection may have, as far as it tells. */
    int domains() {
        return limit("RCPTDOMAINMAX");
    }

    // RFC 9422 §4 and §3.7: from 1 to 999999; what is none is no limit
    private int limit(String name) {
        return Stream.of(keywords.getOrDefault("LIMITS", "")
                        .toUpperCase(Locale.ROOT)
                        .split(" +"))
                .map(LIMIT::matcher)
                .filter(limit -> limit.matches() && limit.group(1).equals(name))
                .map(limit -> Integer.parseInt(limit.group(2)))
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
