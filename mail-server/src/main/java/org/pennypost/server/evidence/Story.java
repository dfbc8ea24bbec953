package org.pennypost.server.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Record;

/**
 * All events of one message: those with its queue id, and what happened to the copies that were delivered, wherever they
 * were moved.
 */
public final class Story {
    private final String id;
    private final Set<Place> places = new HashSet<>();
    private final List<Record> events = new ArrayList<>();

    private Story(String id) {
        this.id = id;
    }

    /** Where a copy lies. */
    private record Place(String account, String uidValidity, String uid) {}

    /**
     * The events of a message, oldest first; reads the whole log.
     *
     * @param id its queue id, or its Message-ID
     */
    public static List<Record> of(EvidenceReader reader, String id) throws IOException {
        Story story = new Story(queueId(reader, id).orElse(id));
        reader.each(0, record -> {
            story.take(record);
            return true;
        });
        return List.copyOf(story.events);
    }

    private static Optional<String> queueId(EvidenceReader reader, String id) throws IOException {
        List<String> found = new ArrayList<>();
        if (id.contains("@")) {
            String bare = id.replaceAll("^<|>$", "");
            reader.each(0, record -> {
                record.field("message-id")
                        .filter(one -> one.equals("<" + bare + ">"))
                        .flatMap(one -> record.field("queue-id"))
                        .ifPresent(found::add);
                return found.isEmpty();
            });
        }
        return found.stream().findFirst();
    }

    private void take(Record record) {
        boolean named = record.field("queue-id").map(id::equals).orElse(false);
        if (named && record.kind().equals("delivered")) {
            places.addAll(places(record, ""));
        }
        boolean concerned = places(record, "").stream().anyMatch(places::contains);
        if (concerned && record.kind().equals("moved")) {
            follow(record);
        }
        if (named || concerned) {
            events.add(record);
        }
    }

    /** The nth of the source became the nth of the target. */
    private void follow(Record moved) {
        List<Place> from = places(moved, "");
        List<Place> to = places(moved, "target-");
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            if (places.contains(from.get(i))) {
                places.add(to.get(i));
            }
        }
    }

    private static List<Place> places(Record record, String prefix) {
        String account = record.field(prefix + "account").orElseGet(() -> owner(record, prefix));
        String validity = record.field(prefix + "uid-validity").orElse("");
        return record.field(prefix + "uid").stream()
                .flatMap(set -> Arrays.stream(set.split(",")))
                .flatMap(Story::uids)
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
