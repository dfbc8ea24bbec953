package org.pennypost.server.pulling;

import org.pennypost.core.mailbox.UidSet;

/** RFC 9051 §9 {@code uid-set}, as {@link UidSet#toString} writes it. */
final class Uids {
    private Uids() {}

    static UidSet parse(String text) {
        UidSet.Builder uids = UidSet.builder();
        for (String range : text.split(",")) {
            String[] ends = range.split(":");
            uids.add(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }
        return uids.build();
    }
}
