package org.pennypost.server.pulling;

import org.pennypost.core.mailbox.UidSet;

/** RFC 9051 §9 {@code uid-set}, as {@link UidSet#toString} writes it. */
final class Uids {
    private Uids() {}

    /** A UID, RFC 9051 §9 {@code nz-number}; 0 for what is none. */
    static long number(String text) {
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
        return number <= UidSet.MAX ? number : 0;
    }

    static UidSet parse(String text) {
        UidSet.Builder uids = UidSet.builder();
        for (String range : text.split(",")) {
            String[] ends = range.split(":");
            uids.add(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }
        return uids.build();
    }
}
