package org.pennypost.server.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.tls.evidence.Record;

/** Events, a line each: when, what, and as much of the rest as tells one from another. */
final class EvidenceList {
    private static final List<String> TOLD =
            List.of("user", "account", "mailbox", "uid", "queue-id", "message-id", "server");
    private static final String GAP = "  ";
    private static final int INDEX = 8;
    private static final int TIME = 30;
    private static final int EVENT = 19;

    private EvidenceList() {}

    static void print(Table table, Collection<Record> events) {
        table.numbers("index", INDEX).words("time", TIME).words("event", EVENT).words("of", 1);
        for (Record record : events) {
            table.row(record.index(), record.field("time").orElse("?"), record.kind(), facts(record));
        }
        table.end("there are no such events");
    }

    private static String facts(Record record) {
        return TOLD.stream()
                .flatMap(name -> record
                        .field(name)
                        .filter(value -> !isRepeated(record, name, value))
                        .map(value -> name + "=" + value)
                        .stream())
                .collect(Collectors.joining(GAP));
    }

    /** The account of a mailbox is nearly always the user's own. */
    private static boolean isRepeated(Record record, String name, String value) {
        return name.equals("account") && record.field("user").equals(Optional.of(value));
    }
}
