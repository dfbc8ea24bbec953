package org.pennypost.server.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;

/**
 * The header fields in which programs that keep mail in mbox files note flags: {@code Status} (R for read), {@code X-Status}
 * (A, F, T and D for answered, flagged, draft and deleted), {@code X-Keywords}.
 *
 * <p>They are no part of the message. What we write is a block at its very top, behind a field that tells how many octets
 * the message has: a message may have such fields of its own, which then stay.
 */
final class MboxStatus {
    /** The field of ours; no other program writes it. */
    static final String OCTETS = "X-Pennypost-Octets";

    static final String STATUS = "Status";
    static final String X_STATUS = "X-Status";
    static final String KEYWORDS = "X-Keywords";
    /** The fields of our block, in their order. */
    static final List<String> BLOCK = List.of(STATUS, X_STATUS, KEYWORDS);
    /** Fields in small letters that programs write for themselves, and that say nothing of the message elsewhere. */
    static final Set<String> FOREIGN =
            Set.of("status", "x-status", "x-keywords", "x-uid", "x-imapbase", "x-imap", "content-length");

    private boolean seen;
    private String more = "";
    private final List<String> keywords = new ArrayList<>();

    /** Takes a field. */
    void take(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "status" -> seen |= value.indexOf('R') >= 0;
            case "x-status" -> more += value;
            case "x-keywords" -> keywords.addAll(List.of(value.strip().split("[\\s,]+")));
            default -> {}
        }
    }

    /** The flags that all fields tell. */
    Flags flags(Arrivals to) {
        List<Flag> flags = new ArrayList<>();
        add(seen, Flag.SEEN, flags);
        add(more.indexOf('A') >= 0, Flag.ANSWERED, flags);
        add(more.indexOf('F') >= 0, Flag.FLAGGED, flags);
        add(more.indexOf('T') >= 0, Flag.DRAFT, flags);
        add(more.indexOf('D') >= 0, Flag.DELETED, flags);
        for (String keyword : keywords) {
            if (!keyword.isEmpty()) {
                to.keyword(keyword).ifPresent(flags::add);
            }
        }
        return Flags.of(flags);
    }

    /** Our block. */
    static String block(Flags flags, long octets) {
        StringBuilder more = new StringBuilder();
        more.append(flags.contains(Flag.ANSWERED) ? "A" : "").append(flags.contains(Flag.FLAGGED) ? "F" : "");
        more.append(flags.contains(Flag.DRAFT) ? "T" : "").append(flags.contains(Flag.DELETED) ? "D" : "");
        List<String> names = new ArrayList<>();
        flags.forEach(flag -> {
            if (!flag.system()) {
                names.add(flag.name());
            }
        });
        return OCTETS + ": " + octets + "\n"
                + STATUS + ": " + (flags.contains(Flag.SEEN) ? "RO" : "O") + "\n"
                + X_STATUS + ": " + more + "\n"
                + KEYWORDS + ": " + names.stream().collect(Collectors.joining(" ")) + "\n";
    }

    private static void add(boolean has, Flag flag, List<Flag> flags) {
        if (has) {
            flags.add(flag);
        }
    }
}
