package org.pennypost.server.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.mailbox.QuotaLimits;

/** A quota as a person types it: octets with K, M or G, messages with C, or both with a comma between them. */
final class QuotaText {
    private static final Pattern LIMITS = Pattern.compile("([1-9][0-9]{0,8})([KMG])(?:,([1-9][0-9]{0,8})C)?");
    private static final Pattern MESSAGES = Pattern.compile("([1-9][0-9]{0,8})C");

    private static final String UNITS = " KMG";
    private static final int KIBI = 1024;

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

    /** As {@link #parse} reads it, in the largest unit that is exact; octets that are no whole K are said as they are. */
    static String of(QuotaLimits limits) {
        String messages = limits.messages() == QuotaLimits.UNLIMITED ? "" : limits.messages() + "C";
        if (limits.octets() == QuotaLimits.UNLIMITED) {
            return messages;
        }
        long octets = limits.octets();
        int unit = 0;
        while (unit < UNITS.length() - 1 && octets > 0 && octets % KIBI == 0) {
            octets /= KIBI;
            unit++;
        }
        String size = octets + (unit == 0 ? " octets" : UNITS.substring(unit, unit + 1));
        return size + (messages.isEmpty() ? "" : "," + messages);
    }
}
