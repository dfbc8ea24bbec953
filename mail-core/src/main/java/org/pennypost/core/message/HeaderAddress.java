package org.pennypost.core.message;

import java.util.List;
import java.util.Optional;

/**
 * One entry of an address list in a header (RFC 5322 §3.4), in the form of IMAP's ENVELOPE (RFC 9051 §7.5.2).
 *
 * <p>A group is a {@link GroupStart}, its members, and a {@link GroupEnd}. Immutable. Read forgivingly, so what stands
 * here need not be an address that mail can go to: that is {@code org.pennypost.core.address.MailAddress}.
 */
public sealed interface HeaderAddress {

    /** The first entry of the address lists of that name in a header; those behind it are not read. */
    static Optional<HeaderAddress> first(Header header, String name) {
        for (HeaderField field : header.all(name)) {
            List<HeaderAddress> first = new AddressListReader(field.value(), 1).read();
            if (!first.isEmpty()) {
                return Optional.of(first.get(0));
            }
        }
        return Optional.empty();
    }

    /**
     * RFC 5322 §3.4 {@code mailbox}.
     *
     * @param name {@code display-name}, or what a comment behind the address says; maybe absent
     * @param route §4.4 {@code obs-route} without its colon; maybe absent
     * @param localPart {@code local-part} without quotes; empty if there is none
     * @param domain {@code domain}; empty if there is none, never absent
     */
    record Individual(RawText name, RawText route, RawText localPart, RawText domain) implements HeaderAddress {
        /** @throws IllegalArgumentException if the local part or the domain is absent, which would mark a group */
        public Individual {
            if (localPart.isAbsent() || domain.isAbsent()) {
                throw new IllegalArgumentException("an address without local part or domain");
            }
        }
    }

    /**
     * RFC 5322 §3.4 {@code group}, up to its colon.
     *
     * @param name {@code display-name}
     */
    record GroupStart(RawText name) implements HeaderAddress {}

    /** RFC 5322 §3.4 {@code group}, its semicolon. */
    record GroupEnd() implements HeaderAddress {}
}
