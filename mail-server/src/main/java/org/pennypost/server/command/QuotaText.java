package org.pennypost.server.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.mailbox.QuotaLimits;

/** A quota as a person types it: octets with K, M or G, messages with C, or both with a comma between them. */
final class QuotaText {
    private static final Pattern LIMITS = Pattern.compile("([1-9][0-9]{0,8})([KMG])(?:,([1-9][0-9]{0,8})C)?");
    private static final Pattern MESSAGES = Pattern.compile("([1-9][0-9]{0,8})C");

    private QuotaText() {}

    /** What it means; empty if it is none. */
    static Optional<QuotaLimits> parse(String text) {
        Matcher messages = MESSAGES.matcher(text);
        if (messages.matches()) {
            return Optional.of(new QuotaLimits(QuotaLimits.UNLIMITED, Long.parseLong(messages.group(1))));
        }
        Matcher limits = LIMITS.matcher(text);
        if (!limits.matches()) {
            return Optional.empty();
        }
        int shift = 10 * (1 + "KMG".indexOf(limits.group(2)));
        String count = limits.group(3);
        return Optional.of(new QuotaLimits(
                Long.parseLong(limits.group(1)) << shift,
                count == null ? QuotaLimits.UNLIMITED : Long.parseLong(count)));
    }
}
