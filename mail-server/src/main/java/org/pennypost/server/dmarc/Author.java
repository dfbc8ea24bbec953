package org.pennypost.server.dmarc;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;

/** From which domain a message says it is, RFC 7489 §6.6.1. */
public final class Author {
    private static final int MOST = 100;
    /** More than any domain has; to make A-labels takes time in proportion to the square of what combines in it. */
    private static final int LONGEST = 1000;

    private Author() {}

    /** The domain, in lower case and with A-labels; empty unless there is one From field with one domain in it. */
    public static Optional<String> domain(Header header) {
        List<HeaderField> fields = header.all("From");
        if (fields.size() != 1) {
            return Optional.empty();
        }
        List<String> domains = fields.get(0).addresses(MOST).stream()
                .filter(HeaderAddress.Individual.class::isInstance)
                .map(address ->
                        ascii(((HeaderAddress.Individual) address).domain().toString()))
                .distinct()
                .toList();
        return domains.size() == 1 && !domains.get(0).isEmpty() ? Optional.of(domains.get(0)) : Optional.empty();
    }

    private static String ascii(String domain) {
        if (domain.length() > LONGEST) {
            return "";
        }
        try {
            String name = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return name.length() <= 253 && name.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*") ? name : "";
        } catch (IllegalArgumentException noName) {
            return "";
        }
    }
}
