package org.pennypost.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes the value of an address field in ASCII, RFC 5322 §3.4; an entry a line. Thread-safe, no state. */
public final class AddressListWriter {
    private AddressListWriter() {}

    /**
     * The list with its groups, their names in encoded words where they must be.
     *
     * @param mailbox how one address is written: see {@link #mailbox}
     */
    public static String write(List<HeaderAddress> list, Function<HeaderAddress.Individual, String> mailbox) {
        List<String> entries = new ArrayList<>();
        String group = "";
        for (HeaderAddress address : list) {
            if (address instanceof HeaderAddress.GroupStart start) {
                group = phrase(start.name().decoded()) + ": ";
            } else if (address instanceof HeaderAddress.Individual individual) {
                entries.add(group + mailbox.apply(individual));
                group = "";
            } else if (group.isEmpty()) {
                entries.set(entries.size() - 1, entries.get(entries.size() - 1) + ";");
            } else {
                entries.add(group.strip() + ";");
                group = "";
            }
        }
        return String.join(",\r\n ", entries);
    }

    /**
     * An address and, if it is not absent, the name before it.
     *
     * @param address {@code addr-spec}, in ASCII
     */
    public static String mailbox(RawText name, String address) {
        if (name.isAbsent()) {
            return address;
        }
        String phrase = phrase(name.decoded());
        int column = phrase.length() - phrase.lastIndexOf('\n');
        boolean fits = column + " <>".length() + address.length() <= EncodedWords.MAX_LINE;
        return phrase + (fits ? " <" : "\r\n <") + address + ">";
    }

    /** RFC 5322 §3.2.5 {@code phrase}: encoded words (RFC 2047 §5), or a quoted string. */
    public static String phrase(String text) {
        String encoded = EncodedWords.encode(text);
        return encoded.startsWith("=?") ? encoded : "\"" + encoded.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }
}
