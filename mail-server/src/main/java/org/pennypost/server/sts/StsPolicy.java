package org.pennypost.server.sts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.text.SyntaxException;

/**
 * What a domain says of the hosts that take its mail: RFC 8461 §3.2. Immutable.
 *
 * @param mode what to do about a host that does not do as it should
 * @param maxAge how long it counts
 * @param hosts patterns of host names in lower case
 * @param lines all of it, as it was
 */
public record StsPolicy(Mode mode, Duration maxAge, List<String> hosts, List<String> lines) {
    /** RFC 8461 §3.2: a year, and a bit. */
    private static final Duration LONGEST = Duration.ofSeconds(31_557_600);

    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(.*?)[ \t]*");
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*\\.?");
    private static final int MOST_HOSTS = 1000;

    public StsPolicy {
        hosts = List.copyOf(hosts);
        lines = List.copyOf(lines);
    }

    /** RFC 8461 §5. */
    public enum Mode {
        /** Such a host gets nothing. */
        ENFORCE,
        /** It gets its mail, and the domain hears of it. */
        TESTING,
        /** As if there were no policy. */
        NONE
    }

    /**
     * RFC 8461 §3.2 {@code sts-policy-record}.
     *
     * @throws SyntaxException if it is none
     */
    public static StsPolicy parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> hosts = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\r?\n")) {
            Matcher matcher = FIELD.matcher(line);
            if (!matcher.matches()) {
                throw new SyntaxException("a line of the policy is no field");
            }
            lines.add(matcher.group(1) + ": " + matcher.group(2));
            if (matcher.group(1).equals("mx")) {
                hosts.add(host(matcher.group(2)));
            }
            fields.putIfAbsent(matcher.group(1), matcher.group(2)); // RFC 8461 §3.2: the first counts
        }
        if (!"STSv1".equals(fields.get("version"))) {
            throw new SyntaxException("not a policy of version STSv1");
        }
        Mode mode = mode(fields.getOrDefault("mode", ""));
        if (hosts.isEmpty() && mode != Mode.NONE || hosts.size() > MOST_HOSTS) {
            throw new SyntaxException("the policy names no host, or too many");
        }
        return new StsPolicy(mode, maxAge(fields.getOrDefault("max_age", "")), hosts, lines);
    }

    /** RFC 8461 §4.1: whether a host is one of those; a star stands for one label. */
    public boolean names(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return hosts.contains(name) || dot > 0 && hosts.contains("*" + name.substring(dot));
    }

    private static String host(String value) {
        String host = value.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw new SyntaxException("mx: is not followed by the name of a host");
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static Mode mode(String word) {
        return switch (word) {
            case "enforce" -> Mode.ENFORCE;
            case "testing" -> Mode.TESTING;
            case "none" -> Mode.NONE;
            default -> throw new SyntaxException("the policy has no mode");
        };
    }

    private static Duration maxAge(String number) {
        if (!number.matches("[0-9]{1,10}")) {
            throw new SyntaxException("the policy has no max_age");
        }
        Duration age = Duration.ofSeconds(Long.parseLong(number));
        return age.compareTo(LONGEST) > 0 ? LONGEST : age;
    }
}
