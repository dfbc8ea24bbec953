package org.pennypost.server.dmarc;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * RFC 7489 §6.3.
 *
 * @param policy {@code p=}
 * @param subdomains {@code sp=}; the same as {@code p=} if it is not there
 * @param strictDkim {@code adkim=s}
 * @param strictSpf {@code aspf=s}
 * @param percent {@code pct=}
 * @param failures {@code fo=}
 * @param reports {@code rua=}; empty if nobody wants any
 */
public record DmarcRecord(
        DmarcPolicy policy,
        DmarcPolicy subdomains,
        boolean strictDkim,
        boolean strictSpf,
        int percent,
        String failures,
        String reports) {
    private static final int LONGEST = 10_000;

    /** The tags of a record, their names in lower case; empty if it is none. */
    static Optional<Map<String, String>> tags(String text) {
        // RFC 7489 §6.4: dmarc-version is first, and its value in this letter case
        if (text.length() > LONGEST || !text.matches("(?s)v[ \t]*=[ \t]*DMARC1[ \t]*(;.*)?")) {
            return Optional.empty();
        }
        Map<String, String> tags = new HashMap<>();
        for (String spec : text.split(";")) {
            int equals = spec.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        spec.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        spec.substring(equals + 1).strip());
            }
        }
        return Optional.of(tags);
    }

    /** RFC 7489 §6.6.3: a record; empty if it is none, or one that asks for nothing. */
    static Optional<DmarcRecord> parse(String text) {
        return tags(text).flatMap(DmarcRecord::of);
    }

    private static Optional<DmarcRecord> of(Map<String, String> tags) {
        String reports = tags.getOrDefault("rua", "");
        Optional<DmarcPolicy> policy = DmarcPolicy.of(tags.getOrDefault("p", ""));
        Optional<DmarcPolicy> subdomains = DmarcPolicy.of(tags.getOrDefault("sp", ""));
        // RFC 7489 §6.6.3: without a policy that can be read, none is meant if reports are asked for
        boolean damaged = policy.isEmpty() || tags.containsKey("sp") && subdomains.isEmpty();
        if (damaged) {
            return reports.toLowerCase(Locale.ROOT).startsWith("mailto:")
                    ? Optional.of(new DmarcRecord(DmarcPolicy.NONE, DmarcPolicy.NONE, false, false, 100, "0", reports))
                    : Optional.empty();
        }
        return Optional.of(new DmarcRecord(
                policy.get(),
                subdomains.orElse(policy.get()),
                "s".equalsIgnoreCase(tags.get("adkim")),
                "s".equalsIgnoreCase(tags.get("aspf")),
                percent(tags.getOrDefault("pct", "")),
                tags.getOrDefault("fo", "").matches("[01ds](:[01ds]){0,3}") ? tags.get("fo") : "0",
                reports));
    }

    private static int percent(String text) {
        return text.matches("[0-9]{1,3}") ? Math.min(100, Integer.parseInt(text)) : 100;
    }
}
