package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.RawText;

/**
 * What a search finds in a field beyond its text: the addresses as ENVELOPE has them (RFC 9051 §6.4.4 FROM), where
 * comments stand inside of them.
 */
final class SearchedField {
    private static final Set<String> ADDRESSES = Set.of("from", "to", "cc", "bcc", "reply-to", "sender");
    private static final int COMMENT = '(';

    private SearchedField() {}

    /** All that is looked at: the text first. */
    static List<String> texts(HeaderField field) {
        RawText value = field.value();
        List<String> texts = new ArrayList<>(List.of(value.decoded()));
        texts.addAll(addresses(field, value));
        return texts;
    }

    /** The addresses that the text of its value may not show; none of a field without a comment. */
    static List<String> addresses(HeaderField field, RawText value) {
        if (!hasComment(value) || !ADDRESSES.contains(field.name().toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        List<String> addresses = new ArrayList<>();
        for (HeaderAddress address : field.addresses(MessageLimits.DEFAULTS.addresses())) {
            if (address instanceof HeaderAddress.Individual one) {
                addresses.add(one.localPart().decoded() + "@" + one.domain().decoded());
            }
        }
        return addresses;
    }

    private static boolean hasComment(RawText value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.at(i) == COMMENT) {
                return true;
            }
        }
        return false;
    }
}
