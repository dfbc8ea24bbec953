package org.pennypost.server.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pennypost.core.mailbox.QuotaLimits;

/**
 * What a line of the users file says of a user besides the password, in Dovecot's extra fields:
 * {@code nologin}, {@code userdb_quota_rule=*:storage=100M}, and our own {@code userdb_pennypost_protocols=imap,smtp}.
 *
 * @param disabled whether he may not log in at all
 * @param protocols by which protocols he may; empty for all
 * @param quota how much he may keep, if the file says it
 */
record AccountRules(boolean disabled, Set<String> protocols, Optional<QuotaLimits> quota) {
    /** Everything is allowed. */
    static final AccountRules NONE = new AccountRules(false, Set.of(), Optional.empty());

    /** The names of protocols that the field may have. */
    static final List<String> PROTOCOLS = List.of("imap", "pop", "smtp");

    private static final String NOLOGIN = "nologin";
    private static final String PROTOCOLS_FIELD = "userdb_pennypost_protocols";
    private static final String QUOTA_FIELD = "userdb_quota_rule";
    /** uid, gid, gecos, home and shell come first, each with a colon in front. */
    private static final int FIELDS_BEFORE = 6;

    private static final Pattern LIMIT = Pattern.compile("(storage|bytes|messages)=([0-9]{1,15})([BKMGT]?)");

    AccountRules {
        protocols = Set.copyOf(protocols);
    }

    /** Reads what follows the secret in a line. */
    static AccountRules of(String rest) {
        return new AccountRules(
                field(rest, NOLOGIN)
                        .filter(value -> !value.matches("(?i)n|no|false|0"))
                        .isPresent(),
                field(rest, PROTOCOLS_FIELD)
                        .map(names -> Arrays.stream(names.split(","))
                                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()))
                        .orElse(Set.of()),
                field(rest, QUOTA_FIELD).flatMap(AccountRules::quota));
    }

    /** Whether he may log in by a protocol. */
    boolean admits(String protocol) {
        return !disabled && (protocols.isEmpty() || protocols.contains(protocol));
    }

    /** The same line with or without a login. */
    static String disabled(String rest, boolean disabled) {
        return with(rest, NOLOGIN, disabled ? "y" : "");
    }

    /** The same line with other protocols; none for all. */
    static String protocols(String rest, Set<String> names) {
        return with(rest, PROTOCOLS_FIELD, String.join(",", new TreeSet<>(names)));
    }

    /** The same line with another quota; empty for none of his own. */
    static String quota(String rest, Optional<QuotaLimits> limits) {
        return with(rest, QUOTA_FIELD, limits.map(AccountRules::text).orElse(""));
    }

    private static Optional<String> field(String rest, String name) {
        for (String field : fields(rest)) {
            if (field.equals(name) || field.startsWith(name + "=")) {
                return Optional.of(field.substring(Math.min(field.length(), name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    private static List<String> fields(String rest) {
        String[] parts = rest.split(":", FIELDS_BEFORE + 1);
        String extra = parts.length > FIELDS_BEFORE ? parts[FIELDS_BEFORE] : "";
        return Arrays.stream(extra.split("[ \t]+"))
                .filter(field -> !field.isEmpty())
                .toList();
    }

    private static String with(String rest, String name, String value) {
        String[] parts = rest.split(":", FIELDS_BEFORE + 1);
        StringBuilder line = new StringBuilder();
        for (int i = 1; i < FIELDS_BEFORE; i++) {
            line.append(':').append(i < parts.length ? parts[i] : "");
        }
        String extra = fields(rest).stream()
                .filter(field -> !field.equals(name) && !field.startsWith(name + "="))
                .collect(Collectors.joining(" "));
        String own = value.isEmpty() ? "" : name + "=" + value;
        String all = (extra + " " + own).strip();
        return all.isEmpty() && rest.isEmpty()
                ? ""
                : line.append(':').append(all).toString();
    }

    /** A quota as {@link #text} has it; empty if it is none. */
    static Optional<QuotaLimits> quota(String rule) {
        long octets = QuotaLimits.UNLIMITED;
        long messages = QuotaLimits.UNLIMITED;
        boolean found = false;
        for (String part : rule.startsWith("*:") ? rule.substring(2).split(":") : new String[0]) {
            Matcher limit = LIMIT.matcher(part);
            if (limit.matches() && !limit.group(2).matches("0+")) {
                found = true;
                long number = Long.parseLong(limit.group(2));
                if (limit.group(1).equals("messages")) {
                    messages = number;
                } else {
                    octets = octets(number, limit.group(3), limit.group(1).equals("storage"));
                }
            }
        }
        return found ? Optional.of(new QuotaLimits(octets, messages)) : Optional.empty();
    }

    /** Dovecot counts {@code storage} in kibibytes unless it says otherwise. */
    private static long octets(long number, String unit, boolean storage) {
        int shift = unit.isEmpty() ? (storage ? 10 : 0) : 10 * "BKMGT".indexOf(unit);
        return number > Long.MAX_VALUE >> shift ? QuotaLimits.UNLIMITED : number << shift;
    }

    /** A quota as Dovecot writes it. */
    static String text(QuotaLimits limits) {
        String octets = limits.octets() == QuotaLimits.UNLIMITED ? "" : ":bytes=" + limits.octets();
        String messages = limits.messages() == QuotaLimits.UNLIMITED ? "" : ":messages=" + limits.messages();
        return "*" + octets + messages;
    }
}
