package org.pennypost.server.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.pennypost.tls.evidence.Record;

/** Where a copy of a message lies. */
record Place(String account, String uidValidity, String uid) {
    /**
     * Where the messages of an event lie.
     *
     * @param prefix {@code target-} for where they came to, else empty
     */
    static List<Place> of(Record record, String prefix) {
        String account = record.field(prefix + "account").orElseGet(() -> owner(record, prefix));
        String validity = record.field(prefix + "uid-validity").orElse("");
        return record.field(prefix + "uid").stream()
                .flatMap(set -> Arrays.stream(set.split(",")))
                .flatMap(Place::uids)
                .map(uid -> new Place(account, validity, uid))
                .toList();
    }

    /** Mailboxes of others are named by where a visitor sees them. */
    private static String owner(Record record, String prefix) {
        String[] path = record.field(prefix + "mailbox").orElse("").split("/");
        return path.length > 2 && path[0].equals("Other Users") ? path[1] : "";
    }

    private static Stream<String> uids(String range) {
        String[] ends = range.split(":");
        long first = Long.parseLong(ends[0]);
        long last = Long.parseLong(ends[ends.length - 1]);
        return LongStream.rangeClosed(first, last).mapToObj(String::valueOf);
    }
}
