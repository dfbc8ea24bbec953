package org.pennypost.server.pulling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.server.moving.Arrivals;

/**
 * One response of a server, RFC 9051 §7.
 *
 * @param tag {@code *}, {@code +} or the tag of a command
 * @param items what it says, up to the text for people
 * @param text the rest of the line of a status response or a continuation request
 */
record Answer(String tag, List<Item> items, String text) {
    Answer {
        items = List.copyOf(items);
    }

    /** What kind of data it is, if it is of this kind. */
    boolean is(String word) {
        return !items.isEmpty() && items.get(0).text().equalsIgnoreCase(word);
    }

    /** Whether it is a message's: {@code * 12 FETCH (...)}. */
    boolean isFetch() {
        return items.size() == 3 && items.get(1).text().equalsIgnoreCase("FETCH");
    }

    /** The value behind a name in the list of a FETCH. */
    Optional<Item> fetched(String name) {
        List<Item> pairs = items.get(2).items();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (pairs.get(i).text().equalsIgnoreCase(name)) {
                return Optional.of(pairs.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** The UID of the message of a FETCH, RFC 9051 §9 {@code nz-number}; 0 for what is none. */
    long uid() {
        return Uids.number(fetched("UID").map(Item::text).orElse(""));
    }

    /** The flags of the message of a FETCH, without \Recent and what else is not a message's. */
    Flags flags(Arrivals to) {
        List<Flag> flags = new ArrayList<>();
        for (Item item : fetched("FLAGS").map(Item::items).orElse(List.of())) {
            if (item.text().startsWith("\\")) {
                Flag.SYSTEM.stream()
                        .filter(flag -> flag.name().equalsIgnoreCase(item.text()))
                        .forEach(flags::add);
            } else {
                to.keyword(item.text()).ifPresent(flags::add);
            }
        }
        return Flags.of(flags);
    }

    /** The number of a response code, such as {@code [UIDVALIDITY 17]}. */
    OptionalLong code(String name) {
        Matcher code = Pattern.compile("\\[" + name + " ([0-9]{1,10})\\]", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        return code.find() ? OptionalLong.of(Long.parseLong(code.group(1))) : OptionalLong.empty();
    }
}
