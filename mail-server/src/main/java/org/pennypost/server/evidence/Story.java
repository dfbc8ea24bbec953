package org.pennypost.server.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            places.addAll(Place.of(record, ""));
        }
        boolean concerned = Place.of(record, "").stream().anyMatch(places::contains);
        if (concerned && record.kind().equals("moved")) {
            follow(record);
        }
        if (named || concerned) {
            events.add(record);
        }
    }

    /** The nth of the source became the nth of the target. */
    private void follow(Record moved) {
        List<Place> from = Place.of(moved, "");
        List<Place> to = Place.of(moved, "target-");
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            if (places.contains(from.get(i))) {
                places.add(to.get(i));
            }
        }
    }
}
